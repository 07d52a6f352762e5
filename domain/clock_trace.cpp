#include "domain/clock_trace.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

// Why one day counts or does not. Days with the same answer make one span.
struct verdict {
    bool counted{};
    std::string because;

    bool operator==(const verdict&) const = default;
};

} // namespace

std::vector<span_of_days> trace_days(const time_limit& limit, civil_date start, civil_date end, civil_date due,
                                     std::span<const pause> pauses, const working_calendar& calendar) {
    const bool working = limit.in == time_limit::unit::working_days;
    const std::string inside = working ? "Working days inside the " + limit.text() : "Inside the " + limit.text();
    const std::string late = "Past the due date, " + format_long_date(due);

    const auto judge = [&](civil_date day) -> verdict {
        const auto paused =
            std::ranges::find_if(pauses, [&](const pause& one) { return one.from < day && day <= one.to; });
        if (paused != pauses.end()) {
            return {false, "Paused: " + paused->because};
        }
        if (working) {
            if (const auto* const holiday = calendar.holiday_on(day); holiday != nullptr) {
                return {false, "Bank holiday: " + holiday->title + holiday->told_late(start)};
            }
            if (!calendar.is_working_day(day)) {
                return {false, "Weekend"};
            }
        }
        return {true, day <= due ? inside : late};
    };

    std::vector<span_of_days> spans;
    if (start >= end) {
        spans.push_back({start, start, 0, true, "The day it started is day 0"});
        return spans;
    }
    // A calendar-day wait changes only where a pause or the due date is, so whole stretches are judged by their first
    // day.
    std::vector<civil_date> cuts;
    if (working) {
        for (auto day = start + std::chrono::days{1}; day <= end; day += std::chrono::days{1}) {
            cuts.push_back(day);
        }
    } else {
        cuts.push_back(end);
        const auto cut = [&](civil_date at) {
            if (start < at && at < end) {
                cuts.push_back(at);
            }
        };
        cut(due);
        for (const auto& one : pauses) {
            cut(one.from);
            cut(one.to);
        }
        std::sort(cuts.begin(), cuts.end());
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    }
    auto from = start;
    for (const auto to : cuts) {
        auto [counted, because] = judge(to);
        const int days = days_between(from, to);
        if (!spans.empty() && spans.back().counted == counted && spans.back().because == because) {
            spans.back().to = to;
            spans.back().days += days;
        } else {
            spans.push_back({from, to, days, counted, std::move(because)});
        }
        from = to;
    }
    return spans;
}

} // namespace clockstart::domain
