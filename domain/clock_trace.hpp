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

// The due day of a clock started on `start`. A pause that begins after the due day comes too late to move it: that
// breach has happened and is in the ledger.
civil_date due_with_pauses(const time_limit& limit, civil_date start, std::span<const pause> pauses,
                           const working_calendar& calendar);
// Days in the unit of the limit, after `from` up to and including `to`.
int days_in_unit(const time_limit& limit, civil_date from, civil_date to, const working_calendar& calendar);

// How that due day came about, where bank holidays became known after the start; empty for a limit in other units.
std::vector<due_move> trace_due(const time_limit& limit, civil_date start, std::span<const pause> pauses,
                                const working_calendar& calendar);

} // namespace clockstart::domain
