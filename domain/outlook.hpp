#pragma once

#include "domain/ladder.hpp"
#include "domain/watch.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// A step that a ledger says was recorded.
struct recorded_step {
    std::string_view target; // empty for a watch
    std::string_view code;
    civil_date due_on{};
};
// The step that an event records; nothing for events of people.
std::optional<recorded_step> step_of(const event& one);

// What the outlook of one request is worked out from.
struct outlook_basis {
    watched_request request;
    std::span<const event> ledger; // as recorded, corrections included
    std::string_view service;      // that has the request now
    const directory& places;
    const ladder_book& ladders;
};

// What time brings to a request as far as its ledger does not say so yet, in order of time: all that is reached at
// `now`, all that is still to come of the ladders, and the next of each watch. A step of a ladder before one that is
// recorded for the same due day is over. Also the breach of a clock that was stopped late, when the ledger lacks it.
// Pure.
std::vector<step> steps_ahead(const outlook_basis& from, instant now);

// Why a step among those reached at the same time is recorded without telling anybody: "overtaken_by_breach" for a
// warning of a breach that is among them; else empty.
std::string_view reason_to_skip(const step& one, std::span<const step> reached);

// Of the steps reached by a change that tells of the past (a request that came in late, a corrected date): breaches,
// and of each ladder and watch the last one, which still asks for something. The others could never have been told.
std::vector<step> worth_telling(std::span<const step> reached);

} // namespace clockstart::domain
