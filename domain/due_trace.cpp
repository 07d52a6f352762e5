#include "domain/clock_trace.hpp"

#include <algorithm>

namespace clockstart::domain {

int days_in_unit(const time_limit& limit, civil_date from, civil_date to, const working_calendar& calendar) {
    return limit.in == time_limit::unit::working_days ? calendar.working_days_between(from, to)
                                                      : std::max(0, days_between(from, to));
}

civil_date due_with_pauses(const time_limit& limit, civil_date start, std::span<const pause> pauses,
                           const working_calendar& calendar) {
    auto due = due_date(limit, start, calendar);
    int moved_by = 0;
    for (const auto& one : pauses) {
        if (one.from <= due) {
            moved_by += days_in_unit(limit, one.from, one.to, calendar);
            due = std::max(due_date(limit, start, calendar, moved_by), one.to);
        }
    }
    return due;
}

std::vector<due_move> trace_due(const time_limit& limit, civil_date start, std::span<const pause> pauses,
                                const working_calendar& calendar) {
    std::vector<due_move> moves;
    if (limit.in != time_limit::unit::working_days) {
        return moves;
    }
    std::vector<const bank_holiday*> late;
    for (const auto& one : calendar.holidays()) {
        if (one.on > start && !one.told_late(start).empty()) {
            late.push_back(&one);
        }
    }
    std::ranges::stable_sort(late, {}, [](const bank_holiday* one) { return *one->known_from(); });
    auto known = calendar.known_on(start);
    auto due = due_with_pauses(limit, start, pauses, known);
    for (const auto* const one : late) {
        auto with_it = known.with({*one});
        const auto now_due = due_with_pauses(limit, start, pauses, with_it);
        if (now_due != due) {
            moves.push_back({due, now_due, "Bank holiday: " + one->title + one->told_late(start)});
        }
        known = std::move(with_it);
        due = now_due;
    }
    return moves;
}

} // namespace clockstart::domain
