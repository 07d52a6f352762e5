#include "domain/clock.hpp"

#include "domain/clock_trace.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace clockstart::domain {

namespace {

constexpr std::array<std::pair<clock_state, std::string_view>, 8> state_names{
    {{clock_state::not_started, "not_started"},
     {clock_state::running, "running"},
     {clock_state::breached, "breached"},
     {clock_state::met, "met"},
     {clock_state::missed, "missed"},
     {clock_state::ended, "ended"},
     {clock_state::paused, "paused"},
     {clock_state::nullified, "nullified"}}};

bool names(const std::vector<std::string>& list, std::string_view type) {
    return std::ranges::find(list, type) != list.end();
}

bool is_true(const boost::json::value& said) { return said.is_bool() && said.get_bool(); }

bool says_communicated(const event& one) {
    const auto* const said = one.details.if_contains("communicated");
    return said != nullptr && is_true(*said);
}

bool says_all_conditions(const event& one) {
    const auto* const given = one.details.if_contains("conditions");
    return given != nullptr && given->is_object() && !given->get_object().empty() &&
           std::ranges::all_of(given->get_object(), [](const auto& condition) { return is_true(condition.value()); });
}

// The child has been seen: RTT status 33 is about "the first care activity after the referral" and none that comes
// later.
bool is_visit(std::string_view type) { return type == "first_contact" || type == "assessed"; }

// What has happened to one period so far, before it is measured.
struct period {
    civil_date start{};
    std::vector<pause> pauses; // the last one is open while `paused`
    bool paused{false};
    std::optional<civil_date> stop;
    clock_state how{clock_state::running}; // running, met, ended or nullified
    std::string stopped_by;
};

// Reads events in order and cuts them into periods. Rules: RTT rules suite (Oct 2022) and NHS Data Dictionary, REFERRAL
// TO TREATMENT PERIOD: active monitoring stops and never pauses; the first "did not attend" closes the period when the
// appointment had clearly been communicated, and rebooking starts a new one; a discharge after a first "did not attend"
// leaves the period uncounted.
class period_reader {
public:
    explicit period_reader(const target& rule) : rule_{rule} {}

    void read(const event& one) {
        const bool is_nullifying = names(rule_.nullifies, one.type);
        follow_visits(one, is_nullifying);
        if (periods_.empty()) {
            if (names(rule_.starts, one.type)) {
                periods_.push_back({.start = one.on});
            }
            return;
        }
        auto& last = periods_.back();
        if (last.stop) {
            const bool again = (last.how == clock_state::ended && names(rule_.restarts_after_end, one.type)) ||
                               (last.how == clock_state::nullified && names(rule_.restarts_after_nullified, one.type));
            if (again) {
                periods_.push_back({.start = one.on});
            }
        } else if (names(rule_.meets, one.type)) {
            stop(last, one, clock_state::met);
        } else if (is_nullifying && is_first_ && says_communicated(one)) {
            stop(last, one, clock_state::nullified);
        } else if (names(rule_.ends, one.type)) {
            const bool discharged_after_first = is_first_ && says_all_conditions(one);
            stop(last, one, discharged_after_first ? clock_state::nullified : clock_state::ended);
        } else if (!last.paused && names(rule_.pauses, one.type)) {
            last.paused = true;
            last.pauses.push_back({one.on, one.on, one.type});
        } else if (last.paused && names(rule_.resumes, one.type)) {
            last.paused = false;
            last.pauses.back().to = one.on;
        }
    }

    std::vector<period>& periods() { return periods_; }

private:
    void follow_visits(const event& one, bool is_nullifying) {
        if (is_nullifying) {
            ++times_not_brought_;
            is_first_ = times_not_brought_ == 1 && !seen_;
        } else if (is_visit(one.type)) {
            seen_ = true;
            is_first_ = false;
        } else if (names(rule_.restarts_after_nullified, one.type)) {
            is_first_ = false;
        }
    }

    static void stop(period& one, const event& by, clock_state how) {
        one.stop = by.on;
        one.how = how;
        one.stopped_by = by.type;
        if (one.paused) {
            one.pauses.back().to = by.on;
            one.paused = false;
        }
    }

    const target& rule_;
    std::vector<period> periods_;
    int times_not_brought_{0};
    bool seen_{false};
    bool is_first_{false}; // the last thing that happened with a visit: the child was not brought to the very first one
};

clock measure(const target& rule, const period& one, int number, const working_calendar& calendar, civil_date as_at,
              bool with_trace) {
    clock found{.target = rule.code,
                .name = rule.name,
                .limit = rule.limit,
                .period = number,
                .state = one.how,
                .started_on = one.start};
    const auto end = one.stop.value_or(std::max(as_at, one.start));
    auto pauses = one.pauses;
    if (one.paused) {
        pauses.back().to = end;
    }
    const auto due = due_with_pauses(rule.limit, one.start, pauses, calendar);
    const int allowed = days_in_unit(rule.limit, one.start, due_date(rule.limit, one.start, calendar), calendar);
    int paused_in_unit = 0;
    for (const auto& each : pauses) {
        const bool still_open = one.paused && &each == &pauses.back();
        found.pauses.emplace_back(each.from, still_open ? std::nullopt : std::optional{each.to});
        found.paused_days += days_between(each.from, each.to);
        paused_in_unit += days_in_unit(rule.limit, each.from, each.to, calendar);
    }
    found.due_on = due;
    found.stopped_on = one.stop;
    found.stopped_by = one.stopped_by;
    found.waited_days = days_in_unit(rule.limit, one.start, end, calendar) - paused_in_unit;

    if (one.how == clock_state::met && *one.stop > due) {
        found.state = clock_state::missed;
    } else if (one.how == clock_state::running) {
        found.state = one.paused ? clock_state::paused : (as_at > due ? clock_state::breached : clock_state::running);
        found.remaining_days = allowed - *found.waited_days;
    } else if (one.how == clock_state::nullified) {
        found.waited_days = 0;
    }
    if (with_trace) {
        if (found.state == clock_state::nullified) {
            found.trace.push_back(
                {one.start, end, days_between(one.start, end), false,
                 "Not counted: the child was not brought to the first visit, of which the family had been told"});
        } else {
            found.trace = trace_days(rule.limit, one.start, end, due, pauses, calendar);
            found.due_moves = trace_due(rule.limit, one.start, pauses, calendar);
        }
    }
    return found;
}

void fold_into(std::vector<clock>& clocks, const target& rule, std::span<const event> events,
               const working_calendar& calendar, civil_date as_at, bool with_trace) {
    period_reader reader{rule};
    for (const auto& one : events) {
        if (one.on <= as_at) {
            reader.read(one);
        }
    }
    if (reader.periods().empty()) {
        clocks.push_back({.target = rule.code, .name = rule.name, .limit = rule.limit});
        return;
    }
    int number = 0;
    for (const auto& one : reader.periods()) {
        clocks.push_back(measure(rule, one, ++number, calendar, as_at, with_trace));
    }
}

} // namespace

std::string_view name_of(clock_state state) {
    return std::ranges::find(state_names, state, &std::pair<clock_state, std::string_view>::first)->second;
}

std::optional<clock_state> clock_state_of(std::string_view name) {
    const auto found = std::ranges::find(state_names, name, &std::pair<clock_state, std::string_view>::second);
    return found == state_names.end() ? std::nullopt : std::optional{found->first};
}

bool goes_on(clock_state state) {
    return state == clock_state::running || state == clock_state::breached || state == clock_state::paused;
}

std::vector<clock> fold_clock(const target& rule, std::span<const event> events, const working_calendar& calendar,
                              civil_date as_at) {
    std::vector<clock> clocks;
    fold_into(clocks, rule, events, calendar, as_at, true);
    return clocks;
}

std::vector<clock> fold_clocks(const pathway& rules, std::span<const event> events, const working_calendar& calendar,
                               civil_date as_at, bool with_trace) {
    std::vector<clock> clocks;
    clocks.reserve(rules.targets.size());
    for (const auto& rule : rules.targets) {
        fold_into(clocks, rule, events, calendar, as_at, with_trace);
    }
    return clocks;
}

const clock& headline_clock(const pathway& rules, std::span<const clock> clocks) {
    const auto last = std::find_if(clocks.rbegin(), clocks.rend(),
                                   [&](const clock& one) { return one.target == rules.headline().code; });
    if (last == clocks.rend()) {
        throw std::logic_error{"clocks of another pathway"};
    }
    return *last;
}

} // namespace clockstart::domain
