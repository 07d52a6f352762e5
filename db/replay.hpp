#pragma once

#include "domain/clock.hpp"
#include "domain/ladder.hpp"
#include "domain/pathway.hpp"
#include "domain/request.hpp"
#include "domain/step.hpp"

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
    std::vector<domain::clock> clocks; // without traces
    std::vector<domain::event> events; // effective_events()
};

// `ledger` in sequence order, its first event the opening one. Throws std::logic_error for a pathway that is not in the
// book: a broken world, since the journal refuses those.
replayed replay(const domain::pathway_book& book, const domain::working_calendar& calendar, std::string_view pathway,
                std::span<const domain::event> ledger, domain::civil_date as_at);

// The day on which the clock rows of a request stand: London's, of its last event.
domain::civil_date settled_on(std::span<const domain::event> ledger);

// See domain::steps_ahead(). The texts in it are those of the book, of `told` and of `ladders`.
std::vector<domain::step> steps_ahead(const replayed& told, std::span<const domain::event> ledger,
                                      const domain::working_calendar& calendar, const domain::directory& places,
                                      const domain::ladder_book& ladders, domain::instant now);

// The event that records a step. The caller gives it a sequence. `skipped`: why nobody is told; empty: somebody is.
domain::event event_of(const domain::step& reached, std::string_view skipped, domain::instant detected_at);

} // namespace clockstart::db
