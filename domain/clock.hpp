#pragma once

#include "domain/calendar.hpp"
#include "domain/event.hpp"
#include "domain/pathway.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::domain {

// not_started: no starting event yet. running: inside the limit. breached: running, past due. met: stopped inside by
// what was waited for. missed: the same, but late. ended: stopped otherwise. paused: time does not count now.
// nullified: not counted at all.
enum class clock_state { not_started, running, breached, met, missed, ended, paused, nullified };
std::string_view name_of(clock_state state);
std::optional<clock_state> clock_state_of(std::string_view name);
// Whether somebody still waits: running, breached or paused.
bool goes_on(clock_state state);

// A stretch of days in the explanation: the days after `from` up to and including `to`.
struct span_of_days {
    civil_date from{}, to{};
    int days{};
    bool counted{};
    std::string because;
};

// How a due date in working days moved when a bank holiday became known after the clock had started.
struct due_move {
    civil_date from{}, to{};
    std::string because;
};

// One period of a target on a request. A clock that ended and was started again has several; all but the last are
// history.
struct clock {
    std::string target;
    std::string name;
    time_limit limit;
    int period{1}; // 1, 2, ... in order of time
    clock_state state{clock_state::not_started};
    std::optional<civil_date> started_on, due_on, stopped_on;
    std::string stopped_by; // the event type, empty while it runs
    // Counted days from the start to the stop or the as-at date; the day of the start is day 0. Calendar days, or
    // working days for a limit in working days.
    std::optional<int> waited_days;
    // Counted days left inside the limit; negative when past; none once stopped.
    std::optional<int> remaining_days;
    // Days that did not count because of pauses (calendar days), up to the stop or the as-at date.
    int paused_days{};
    // The same, one by one: from the pausing event to the resuming one (none: still paused).
    std::vector<std::pair<civil_date, std::optional<civil_date>>> pauses;
    std::vector<span_of_days> trace; // its counted days sum to waited_days
    std::vector<due_move> due_moves; // part of the explanation, in the order in which they became known
};

// The clocks of one target, in order of time; exactly one (not_started) when nothing started it. `events` are
// effective_events(). Events that took effect after `as_at` are not looked at. Pure: same arguments, same answer.
std::vector<clock> fold_clock(const target& rule, std::span<const event> events, const working_calendar& calendar,
                              civil_date as_at);

// The clocks of all targets of a pathway, target by target. With `with_trace` false the explanation is left empty
// (faster).
std::vector<clock> fold_clocks(const pathway& rules, std::span<const event> events, const working_calendar& calendar,
                               civil_date as_at, bool with_trace = true);

// The clock that the request is judged by: the last period of the headline target.
const clock& headline_clock(const pathway& rules, std::span<const clock> clocks);

} // namespace clockstart::domain
