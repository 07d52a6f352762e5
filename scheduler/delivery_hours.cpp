#include "scheduler/delivery_hours.hpp"

#include <stdexcept>

namespace clockstart::scheduler {

namespace {

// From that day on; hours without a day would have none.
domain::civil_date next_delivery_day(domain::civil_date from, const delivery_hours& hours,
                                     const domain::working_calendar& calendar) {
    for (auto date = from; date < from + std::chrono::days{366}; date += std::chrono::days{1}) {
        if (is_delivery_day(date, hours, calendar)) {
            return date;
        }
    }
    throw std::logic_error{"no day of the year is one on which messages are sent"};
}

} // namespace

bool is_delivery_day(domain::civil_date date, const delivery_hours& hours, const domain::working_calendar& calendar) {
    return hours.days.at(std::chrono::weekday{date}.c_encoding()) && calendar.holiday_on(date) == nullptr;
}

domain::instant next_open(domain::instant at, const delivery_hours& hours, const domain::working_calendar& calendar) {
    const auto today = domain::london_date(at);
    const auto date = next_delivery_day(today, hours, calendar);
    const auto opens = domain::london_instant(date, hours.opens);
    if (at <= opens) {
        return opens;
    }
    // A date later than today opens later than now, so this is today.
    if (at < domain::london_instant(date, hours.closes)) {
        return at;
    }
    return domain::london_instant(next_delivery_day(date + std::chrono::days{1}, hours, calendar), hours.opens);
}

domain::instant next_digest(domain::instant at, const delivery_hours& hours, const domain::working_calendar& calendar) {
    const auto date = next_delivery_day(domain::london_date(at), hours, calendar);
    const auto sent = domain::london_instant(date, hours.digest_at);
    if (at <= sent) {
        return sent;
    }
    return domain::london_instant(next_delivery_day(date + std::chrono::days{1}, hours, calendar), hours.digest_at);
}

} // namespace clockstart::scheduler
