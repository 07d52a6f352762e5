#pragma once

#include "domain/clock.hpp"
#include "domain/event.hpp"
#include "domain/pathway.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

// The rules of the clock once more, told as plainly as possible and without regard for speed: somebody walks from day
// to day with a tally in hand. Written from the rules, not from domain/clock.cpp, so that each can be wrong only where
// the other is not.
namespace clockstart::domain {

struct plain_period {
    civil_date start{};
    clock_state state{clock_state::running};
    int waited{};
    std::optional<int> remaining; // none once stopped
    civil_date due{};
    std::optional<civil_date> stop;
    int paused_days{};

    bool operator==(const plain_period&) const = default;
};

// The periods of one target as they stood at the end of each of the days asked about.
std::map<civil_date, std::vector<plain_period>> walk_day_by_day(const target& rule, std::span<const event> ledger,
                                                                const working_calendar& calendar,
                                                                const std::set<civil_date>& asked);

// The same of a clock.
plain_period plain(const clock& one);

} // namespace clockstart::domain
