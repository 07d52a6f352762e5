#pragma once

#include "domain/clock.hpp"

#include <span>

namespace clockstart::domain {

// What a changed policy would do to one request, on a day.
struct policy_effect {
    bool runs{};               // a clock goes on now: nothing is said of other requests
    bool newly_breaches{};     // past a target that it is within now, or past one that is new
    bool no_longer_breaches{}; // within a target that it is past now, or free of it
    bool changes_due{};        // a clock that goes on has another due day
};

// Judges the same events by both. `events` are effective_events(). Targets are the same by their code; of each only the
// last period is looked at. Pure.
policy_effect compare_policies(const pathway& now, const pathway& then, std::span<const event> events,
                               const working_calendar& calendar, civil_date as_at);

} // namespace clockstart::domain
