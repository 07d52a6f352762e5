#pragma once

#include "domain/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// The messages after that number, in order, at most `limit`.
std::vector<domain::message> load_messages_after(soci::session& sql, std::int64_t number, std::size_t limit);
// How far they have been handed out to inboxes.
std::int64_t load_handed_out(soci::session& sql);

// A message in somebody's inbox.
struct held_notice {
    domain::message what;
    std::optional<domain::instant> mailed_at, seen_at; // mailed: when the mail that told of it was handed over
};
struct inbox_question {
    std::string token;                    // id
    bool seen_too{false};                 // else only what was not seen yet
    std::optional<std::int64_t> delivery; // only what this mail told
    std::optional<std::int64_t> before;   // go on after the message of this number
    std::size_t limit{50};
};
// The newest first.
std::vector<held_notice> load_inbox(soci::session& sql, const inbox_question& question);

} // namespace clockstart::db
