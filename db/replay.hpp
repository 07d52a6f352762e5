#pragma once

#include "domain/clock.hpp"
#include "domain/pathway.hpp"
#include "domain/request.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace clockstart::db {

// All that the ledger of one request says at the end of a day. Pure: the writer, the board at start and `verify` share
// it.
struct replayed {
    const domain::pathway* rules{}; // the version in force on the clock start, as corrected
    domain::civil_date opened_on{};
    domain::request_facts facts;
    domain::request_state state;
    std::vector<domain::clock> clocks; // without traces; no next instant where the ledger has that breach already
};

// `ledger` in sequence order, its first event the opening one. Throws std::logic_error for a pathway that is not in the
// book: a broken world, since the journal refuses those.
replayed replay(const domain::pathway_book& book, const domain::working_calendar& calendar, std::string_view pathway,
                std::span<const domain::event> ledger, domain::civil_date as_at);

// The day on which the clock rows of a request stand: London's, of its last event.
domain::civil_date settled_on(std::span<const domain::event> ledger);

// A breach of which the ledger says nothing yet.
struct unrecorded_breach {
    int target{}; // its place in the pathway
    domain::civil_date due_on{};
};
// Of clocks that went past due up to `as_at` of the replay: still running, or stopped late. A paused or nullified clock
// has none.
std::vector<unrecorded_breach> unrecorded_breaches(const replayed& told, std::span<const domain::event> ledger,
                                                   domain::civil_date as_at);
// The event that records it. The caller gives it a sequence.
domain::event breach_event(const replayed& told, const unrecorded_breach& breach, domain::instant detected_at);

} // namespace clockstart::db
