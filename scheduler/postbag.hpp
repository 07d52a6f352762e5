#pragma once

#include "scheduler/delivery_hours.hpp"

#include "db/delivery_rows.hpp"
#include "db/message_commands.hpp"

#include <optional>
#include <vector>

namespace clockstart::db {
class history;
}

namespace clockstart::scheduler {

// The next messages that nobody was told of, at most so many, and in whose inboxes they lie. `up_to` is `after` when
// there are none.
db::hand_out fill_inboxes(const db::history& history, const domain::directory& places, domain::instant now,
                          std::size_t most);

// Who is due a mail, and when to look again. Nobody is, while people may not be written to, or while a mail to them
// waits in the outbox. Somebody told at once gets all that is new in one mail; somebody told daily, or told again of
// what was not seen, or whose last mail was given up, with the digest. A digest that has nothing to say is passed over:
// its mail has no id. However many were missed, one comes.
struct due_mails {
    db::make_mails what;
    std::optional<domain::instant> next_at; // none: nobody wants mail
};
due_mails mails_due(const std::vector<db::recipient_row>& people, domain::instant now, const delivery_hours& hours,
                    const domain::working_calendar& calendar);

// A new id: "msg_" and 32 hex digits of chance.
std::string make_message_id();

} // namespace clockstart::scheduler
