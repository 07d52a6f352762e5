#pragma once

#include "scheduler/delivery_outcome.hpp"
#include "scheduler/public_address.hpp"

#include "domain/time.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::scheduler {

struct webhook_settings {
    std::vector<std::string> allowed_hosts; // may be private, and be called by http
    std::filesystem::path ca_file;          // empty: the certificates that the system trusts
    std::chrono::milliseconds connect_within{5'000};
    std::chrono::milliseconds within{15'000}; // the whole call
    std::size_t most_answered{65'536};        // bytes of answer that are looked at, and thrown away

    bool operator==(const webhook_settings&) const = default;
};

// One attempt to tell one endpoint of one event, by the rules of Standard Webhooks.
struct webhook_call {
    std::string url;
    std::string secret; // "whsec_" and base64
    std::string id;     // "msg_...": letters, digits, '-', '_'. The same for each attempt
    // The moment of this attempt. Receivers refuse what is more than five minutes from their own clock, so this is the
    // machine's time, also where the daemon's clock is moved for a trial.
    domain::instant at;
    std::string body;                 // JSON
    std::function<bool()> hangs_up{}; // asked about once a second while it lasts: true ends the attempt, transient
};

// A new secret: "whsec_" and base64 of 32 random bytes.
std::string make_webhook_secret();

// What stands in the header webhook-signature: "v1," and base64 of HMAC-SHA256 over "ID.SECONDS.BODY". Empty when the
// secret is not one.
std::string webhook_signature(std::string_view secret, std::string_view id, domain::instant at, std::string_view body);

// Posts it, once, without following redirects, to no address but those that were judged (find_place). Blocks within
// the limits of the settings, and as long as the system takes to look up the name; any thread, any number at once. 2xx
// is delivered; 410 is permanent (the endpoint is gone), and so is a URL, a secret or an id that cannot be used; all
// else is transient.
delivery_outcome post(const webhook_settings& settings, const webhook_call& call,
                      const name_resolver& resolve = resolve_by_system);

} // namespace clockstart::scheduler
