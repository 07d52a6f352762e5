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

// An endpoint of another system that is told of events from now on. errc::conflict, /name, when one that goes on has
// that name.
struct add_webhook {
    actor by;
    std::string id; // "wh_..."
    std::string name;
    std::string host; // of its URL, for people to know it by
    std::string sealed_url,
        sealed_secret; // by vault::seal_address, for webhook_url_seal(id) and webhook_secret_seal(id)
    std::vector<std::string> areas, providers; // codes; both empty: everywhere
    std::vector<std::string> types;            // of events; empty: all
};
// Nothing more is told there, and what waits is dropped. errc::not_found; errc::conflict when it has ended.
struct end_webhook {
    actor by;
    std::string id;
};

// The events after one sequence up to another lie in the outbox for a webhook, where they are of its. errc::conflict
// when they have been handed out already, or it has ended.
struct hand_out_events {
    struct call {
        std::string id; // "msg_...", the same for each attempt
        std::int64_t event{};
        std::uint32_t request{};
        std::string body; // JSON
    };
    std::string webhook; // id
    std::int64_t after{}, up_to{};
    std::vector<call> calls;
};

// How the holder of a token wants to be told.
struct set_recipient {
    std::string token;          // id
    std::string sealed_address; // by vault::seal_address; empty: none
    std::string pace;           // "inbox", "daily", "at_once"
    bool nag{true};             // what was told and not seen is told again with each digest
    actor by{};                 // that holder
};

} // namespace clockstart::db
