#pragma once

#include "domain/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// One row of the outbox.
struct delivery_row {
    std::int64_t number{};
    std::string id; // "msg_...", the same for each attempt
    std::string channel;
    std::string recipient; // the id of a token (email) or of a webhook
    std::string state;     // waiting, delivered, given_up; dropped: its webhook ended before
    domain::instant made_at{}, due_at{};
    int attempts{};
    std::optional<domain::instant> first_tried_at, last_tried_at, done_at;
    std::string last_answer;
    std::optional<std::int64_t> event; // that a webhook is told of
};
struct outbox_question {
    std::string state{}, channel{};       // empty: any
    std::optional<domain::instant> due{}; // only what is due by then, the earliest first; else the newest first
    std::optional<std::int64_t> before{}; // go on after the one of this number
    std::size_t limit{50};
};
std::vector<delivery_row> load_outbox(soci::session& sql, const outbox_question& question);

// How the outbox stands, for whoever watches it.
struct outbox_figures {
    std::int64_t waiting{}, given_up{};
    std::optional<domain::instant> oldest; // when the oldest that waits was made
    std::optional<domain::instant> next_mail_due;
};
outbox_figures load_outbox_figures(soci::session& sql);

// Somebody who can be told, and how.
struct recipient_row {
    domain::addressee who;
    std::string sealed_address; // empty: none
    std::string pace{"inbox"};
    bool nag{true};
    domain::instant digested_at{};
    std::int64_t untold{};                       // in the inbox, not seen, and no mail told of it
    std::int64_t unseen{};                       // in the inbox and not seen
    bool mail_waits{};                           // a mail is in the outbox
    bool is_refused{};                           // the last mail that was done with was given up
    std::optional<domain::instant> expires_at{}; // from then on there is nobody to be told

    bool is_there(domain::instant now) const { return !expires_at || now < *expires_at; }
};
// The holders of all tokens that have not been ended.
std::vector<recipient_row> load_recipients(soci::session& sql);

} // namespace clockstart::db
