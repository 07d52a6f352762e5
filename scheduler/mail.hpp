#pragma once

#include "scheduler/delivery_outcome.hpp"

#include "domain/mail_address.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace clockstart::scheduler {

enum class mail_security {
    none,     // in the clear
    starttls, // begins in the clear; goes no further without TLS
    tls,      // from the first byte
};

// The server that takes our mail, and who it comes from.
struct mail_settings {
    std::string host; // name or numeric address, without brackets
    std::uint16_t port{587};
    mail_security security{mail_security::starttls};
    std::string user, password;    // empty: without signing in
    std::string sender;            // an address for which is_mail_address holds
    std::string sender_name;       // may be empty
    std::filesystem::path ca_file; // empty: the certificates that the system trusts
    std::chrono::milliseconds connect_within{10'000};
    std::chrono::milliseconds within{60'000}; // the whole conversation; the good-bye may take as long again

    bool operator==(const mail_settings&) const = default;
};

// One e-mail to one person. `text` is UTF-8, its lines end with \n.
struct mail {
    std::string id; // "msg_...": letters, digits, '-', '_'. The same for each attempt: it becomes the Message-ID
    std::string to;
    std::string subject; // UTF-8, one line
    std::string text;
    domain::instant at;               // its Date
    std::function<bool()> hangs_up{}; // asked about once a second while it lasts: true ends the attempt, transient
};

using domain::is_mail_address;

// Hands one mail to the server. Blocks the caller within the limits of the settings; any thread, any number at once.
// Permanent is what the server refuses (5xx) about this recipient or message, and what we cannot write down as a mail
// (a subject of two lines). Whatever it refuses before, a password or a sender, may be mended and concerns every mail:
// transient, like 4xx and everything that goes wrong with the network.
delivery_outcome send(const mail_settings& settings, const mail& letter);

} // namespace clockstart::scheduler
