#pragma once

#include "db/message_commands.hpp"

#include "domain/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clockstart::scheduler {

enum class delivery_state {
    delivered,
    transient, // to be tried again
    permanent, // the same message would be refused again
};

// How far a conversation came.
enum class delivery_stage {
    reach,     // find the other machine and connect to it
    secure,    // agree on TLS
    sign_in,   // show who we are
    introduce, // name the sender
    hand_over, // name the recipient, give the message
};

// What came of one attempt to hand a message over.
struct delivery_outcome {
    delivery_state state{delivery_state::transient};
    delivery_stage stage{delivery_stage::reach};
    // What the other machine said, or why it could not say anything: one line, at most 200 characters of ASCII. E-mail
    // addresses are left out of it, so that it can be logged and shown.
    std::string answer;

    bool is_delivered() const { return state == delivery_state::delivered; }
};

// What stands in the outbox of a delivery that is tried.
struct delivery_tried {
    std::int64_t number{};
    std::string_view id;
    int attempts{}; // before this one
    std::optional<domain::instant> first_tried_at;
};
// What the outcome of an attempt at that time comes to: delivered, tried again (next_attempt), or given up.
db::record_attempts::attempt attempt_of(const delivery_tried& what, const delivery_outcome& outcome,
                                        domain::instant at);

} // namespace clockstart::scheduler
