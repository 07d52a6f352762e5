#pragma once

#include "domain/calendar.hpp"
#include "domain/clock.hpp"
#include "domain/event.hpp"
#include "domain/pathway.hpp"
#include "domain/request.hpp"
#include "domain/step.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// What a watch looks at: one request as its ledger has it.
struct watched_request {
    const pathway& rules;
    const request_state& state;
    std::span<const clock> clocks;
    std::span<const event> events; // effective_events()
    const working_calendar& calendar;
};

// Something that must not stay as it is: from the day that `since` gives, somebody is told after so long, and again
// each time so much more has passed, until `since` gives another day, or none. One file each in domain/watches/.
struct watch_rule {
    std::string_view code; // "still_waiting"
    std::string_view name; // for people
    std::string_view role; // who is told
    time_limit after;
    time_limit again;
    std::optional<civil_date> (*since)(const watched_request&);
};

// All of them.
std::span<const watch_rule* const> watch_rules();
const watch_rule* find_watch(std::string_view code);

// The steps of one watch that lie after `recorded` (the last one in the ledger, none: from the beginning): all that are
// reached at `now`, and the next one.
std::vector<step> watch_steps(const watch_rule& rule, const watched_request& request,
                              std::optional<civil_date> recorded, instant now);

// The day on which somebody last dealt with this event's request by recording it: a wait that came in late has been
// looked at on the day it came in.
civil_date day_dealt_with(const event& one);
// The latest of the days that `day_of` gives for the events of a request that is open and whose headline clock goes on;
// nothing for any other request.
std::optional<civil_date> latest_day(const watched_request& request,
                                     std::optional<civil_date> (*day_of)(const event&, const pathway&));

} // namespace clockstart::domain
