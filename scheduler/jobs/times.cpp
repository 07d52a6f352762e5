#include "scheduler/jobs/times.hpp"

namespace clockstart::scheduler {

domain::instant next_daily(domain::instant after, std::chrono::minutes time_of_day) {
    auto day = domain::london_date(after);
    auto at = domain::london_instant(day, time_of_day);
    while (at <= after) {
        day += std::chrono::days{1};
        at = domain::london_instant(day, time_of_day);
    }
    return at;
}

domain::instant next_monthly(domain::instant after, std::chrono::minutes time_of_day) {
    const std::chrono::year_month_day today{domain::london_date(after)};
    domain::civil_date first{today.year() / today.month() / 1};
    auto at = domain::london_instant(first, time_of_day);
    while (at <= after) {
        first = domain::add_months(first, 1);
        at = domain::london_instant(first, time_of_day);
    }
    return at;
}

} // namespace clockstart::scheduler
