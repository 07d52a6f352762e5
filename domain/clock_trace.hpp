#pragma once

#include "domain/clock.hpp"

#include <span>
#include <vector>

namespace clockstart::domain {

// A stretch that does not count: from the pausing event to the resuming one, or to the end of what is looked at.
struct pause {
    civil_date from{}, to{};
    std::string because; // name of the event that paused
};

// The days after `start` up to and including `end`, cut where something changes: a pause, a weekend or holiday (for a
// limit in working days), the due date. Neighbouring spans touch; counted days sum to the wait.
std::vector<span_of_days> trace_days(const time_limit& limit, civil_date start, civil_date end, civil_date due,
                                     std::span<const pause> pauses, const working_calendar& calendar);

} // namespace clockstart::domain
