#pragma once

#include "db/actor.hpp"

#include "domain/time.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <vector>

// What goes into the audit besides the changes themselves, which the writer puts there (db/audit_words).
namespace clockstart::db {

// Somebody saw, tried or was refused something that changes nothing. What was not done is counted: the same caller with
// the same wish within a minute is one entry and one more that says how often (db/audit_repeats).
struct note_access {
    actor by;
    std::string what;                      // a code: "request.read", "sign_in", ...
    std::string outcome{"done"};           // or "denied", "failed"
    std::vector<std::uint32_t> requests{}; // whose child was shown
    std::string reference{};               // of the request that was asked for; there may be none of that reference
    boost::json::object details{};         // codes and counts; nothing of a child
    std::string why{};                     // in the caller's words; needs a request, as the child's key seals it
};

// What was counted of refusals is written down now, before its minute is over: at the stop.
struct end_counting {};

// Audit and ledger as they stood, signed with the key of that id.
struct signed_head {
    std::int64_t audit{}; // number of the last entry
    std::string audit_hash;
    std::int64_t sequence{}; // of the last event
    std::string ledger_hash;
    domain::instant at{};
    std::string key_id, public_key; // base64
    std::string signature;          // base64; over audit_key's signed_text()

    bool operator==(const signed_head&) const = default;
};
// What was signed is kept beside the audit.
struct keep_signature {
    signed_head head;
};

} // namespace clockstart::db
