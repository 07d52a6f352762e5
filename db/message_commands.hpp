#pragma once

#include "db/actor.hpp"

#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// How messages reach people: what the courier, and people themselves, ask of the journal.
namespace clockstart::db {

// The messages after one number up to another lie in the inboxes of those who are told. errc::conflict when they have
// been handed out already.
struct hand_out {
    struct notice {
        std::string token; // id
        std::int64_t message{};
    };
    std::int64_t after{}, up_to{};
    std::vector<notice> notices;
};

// One mail to each of these people, of all in their inboxes that no mail told of and that they have not seen. Passed
// over for somebody to whom a mail waits already. Without an id: a digest that had nothing to say.
struct make_mails {
    struct mail {
        std::string token;        // id
        std::string id;           // "msg_...", the same for each attempt; or empty
        domain::instant due_at{}; // not sent before
        bool is_digest{false};    // the daily one: the next comes a day later
    };
    std::vector<mail> mails;
};

enum class delivery_fate { delivered, waits, given_up };

// What came of attempts to hand over. A delivery that does not wait any more is left as it is.
struct record_attempts {
    struct attempt {
        std::int64_t number{}; // of the delivery
        domain::instant at{};
        delivery_fate fate{};
        domain::instant again_at{}; // where it waits
        std::string answer;         // what the other side said; without addresses
    };
    std::vector<attempt> attempts;
};

// A delivery that was given up is tried again, with the same id. errc::not_found, or errc::conflict when it was not
// given up.
struct replay_delivery {
    actor by;
    std::int64_t number{};
};

// Somebody has seen a message, or all up to it. errc::not_found when it is not in that inbox. Seeing twice changes
// nothing.
struct mark_seen {
    std::string token; // id
    std::int64_t message{};
    bool all_before{false};
};

// How the holder of a token wants to be told.
struct set_recipient {
    std::string token;          // id
    std::string sealed_address; // by vault::seal_address; empty: none
    std::string pace;           // "inbox", "daily", "at_once"
    bool nag{true};             // what was told and not seen is told again with each digest
};

} // namespace clockstart::db
