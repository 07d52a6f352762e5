#pragma once

#include "domain/error.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace clockstart::domain {

// A civil date in Europe/London: what waits, due dates and events are counted in. It has no time of day and no zone.
using civil_date = std::chrono::local_days;

// When something was recorded: a UTC instant, microseconds.
using instant = std::chrono::sys_time<std::chrono::microseconds>;

constexpr civil_date make_date(int year, unsigned month, unsigned day) {
    return civil_date{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}

// Days since 1970-01-01, for columns and tables; negative before.
constexpr int day_number(civil_date date) { return static_cast<int>(date.time_since_epoch().count()); }
constexpr civil_date date_of(int number) { return civil_date{std::chrono::days{number}}; }
constexpr int days_between(civil_date from, civil_date to) { return static_cast<int>((to - from).count()); }

// The civil date in London at an instant (UTC plus one hour from the last Sunday of March to the last of October).
civil_date london_date(instant at);

// The first instant of a civil date in London. A breach of a target due on D happens at first_instant(D + 1 day).
instant first_instant(civil_date date);

// When a clock in London shows that time (less than 24 h after midnight) on that day. In the night that summer time
// begins, a time between 01:00 and 02:00 is not shown at all: the instant of the change; in the night that it ends such
// a time is shown twice: the first one.
instant london_instant(civil_date date, std::chrono::minutes time_of_day);

// The same day of the month `months` later, or the last day of that month where it is shorter (31 January + 1 = 28/29
// February).
civil_date add_months(civil_date date, int months);

// "2026-11-22". Strict: ten characters, a day that exists, years 1900 to 2199; anything else is refused without quoting
// it.
result<civil_date> parse_date(std::string_view text, std::string_view pointer = {});
// "22/11/2026" (day first, one- or two-digit day and month), as exported by British spreadsheets.
result<civil_date> parse_british_date(std::string_view text, std::string_view pointer = {});
std::string format_date(civil_date date);
// "22 November 2026", for people.
std::string format_long_date(civil_date date);
// "2026-11-22T09:30:00.000000Z", and back (fraction optional, Z required).
std::string format_instant(instant at);
result<instant> parse_instant(std::string_view text, std::string_view pointer = {});

} // namespace clockstart::domain
