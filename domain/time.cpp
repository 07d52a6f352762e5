#include "domain/time.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace clockstart::domain {

namespace {

// Looked up once; the zone data are those of the system (Debian tzdata).
const date::time_zone& london() {
    static const date::time_zone& zone = *date::locate_zone("Europe/London");
    return zone;
}

// The zone file lists its changes up to 2037 only, while reviews, birthdays and retention reach further. From here on
// the rule in force since 1996 is applied as it stands: summer time from 01:00 UTC on the last Sunday of March to 01:00
// UTC on the last of October.
constexpr int first_year_by_rule = 2037;

constexpr civil_date last_sunday(std::chrono::year year, std::chrono::month month) {
    return civil_date{year / month / std::chrono::Sunday[std::chrono::last]};
}

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

std::optional<int> digits(std::string_view text) {
    int number = 0;
    const auto* const end = text.data() + text.size();
    if (text.empty() || text.front() < '0' || text.front() > '9') {
        return std::nullopt;
    }
    const auto [last, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || last != end) {
        return std::nullopt;
    }
    return number;
}

result<civil_date> checked_date(std::optional<int> year, std::optional<int> month, std::optional<int> day,
                                std::string_view pointer) {
    if (!year || !month || !day) {
        return refuse(errc::invalid, std::string{pointer}, "is not a date; write it as 2026-11-22");
    }
    const auto date = std::chrono::year{*year} / *month / *day;
    if (*month < 1 || *month > 12 || !date.ok()) {
        return refuse(errc::invalid, std::string{pointer}, "is a day that does not exist");
    }
    if (*year < 1900 || *year > 2199) {
        return refuse(errc::invalid, std::string{pointer}, "has a year outside 1900 to 2199");
    }
    return civil_date{date};
}

} // namespace

civil_date london_date(instant at) {
    const civil_date utc_date{std::chrono::floor<std::chrono::days>(at.time_since_epoch())};
    const auto year = std::chrono::year_month_day{utc_date}.year();
    if (static_cast<int>(year) >= first_year_by_rule) {
        const auto time = at.time_since_epoch() - std::chrono::hours{1};
        const bool is_summer = time >= last_sunday(year, std::chrono::March).time_since_epoch() &&
                               time < last_sunday(year, std::chrono::October).time_since_epoch();
        return civil_date{
            std::chrono::floor<std::chrono::days>(at.time_since_epoch() + std::chrono::hours{is_summer ? 1 : 0})};
    }
    const auto local = london().to_local(date::sys_time<std::chrono::microseconds>{at.time_since_epoch()});
    return civil_date{std::chrono::floor<std::chrono::days>(local.time_since_epoch())};
}

instant first_instant(civil_date date) { return london_instant(date, {}); }

instant london_instant(civil_date date, std::chrono::minutes time_of_day) {
    const auto year = std::chrono::year_month_day{date}.year();
    if (static_cast<int>(year) >= first_year_by_rule) {
        const auto change = [&](std::chrono::month month) {
            return instant{last_sunday(year, month).time_since_epoch() + std::chrono::hours{1}};
        };
        const instant in_winter{date.time_since_epoch() + time_of_day};
        const instant in_summer = in_winter - std::chrono::hours{1};
        const auto begins = change(std::chrono::March);
        const auto ends = change(std::chrono::October);
        if (begins <= in_summer && in_summer < ends) {
            return in_summer;
        }
        return begins <= in_winter && in_winter < ends ? begins : in_winter;
    }
    const auto start = london().to_sys(date::local_days{date.time_since_epoch()} + time_of_day, date::choose::earliest);
    return instant{start.time_since_epoch()};
}

civil_date add_months(civil_date date, int months) {
    const std::chrono::year_month_day from{date};
    const auto month = from.year() / from.month() + std::chrono::months{months};
    const std::chrono::year_month_day same_day{month.year(), month.month(), from.day()};
    return same_day.ok()
               ? civil_date{same_day}
               : civil_date{std::chrono::year_month_day_last{month.year(), std::chrono::month_day_last{month.month()}}};
}

result<civil_date> parse_date(std::string_view text, std::string_view pointer) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return refuse(errc::invalid, std::string{pointer}, "is not a date; write it as 2026-11-22");
    }
    return checked_date(digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2)), pointer);
}

result<civil_date> parse_british_date(std::string_view text, std::string_view pointer) {
    const auto first = text.find('/');
    const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
    if (second == std::string_view::npos || first > 2 || second - first - 1 > 2 || text.size() - second - 1 != 4) {
        return refuse(errc::invalid, std::string{pointer}, "is not a date; write it as 22/11/2026");
    }
    return checked_date(digits(text.substr(second + 1)), digits(text.substr(first + 1, second - first - 1)),
                        digits(text.substr(0, first)), pointer);
}

std::string format_date(civil_date date) {
    const std::chrono::year_month_day parts{date};
    std::array<char, 24> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(parts.year()),
                                     static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string format_long_date(civil_date date) {
    const std::chrono::year_month_day parts{date};
    std::string text = std::to_string(static_cast<unsigned>(parts.day()));
    text += ' ';
    text += month_names.at(static_cast<unsigned>(parts.month()) - 1);
    text += ' ';
    text += std::to_string(static_cast<int>(parts.year()));
    return text;
}

std::string format_instant(instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss<std::chrono::microseconds> time{at - day};
    std::array<char, 32> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d.%06dZ", static_cast<int>(time.hours().count()),
                      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                      static_cast<int>(time.subseconds().count()));
    return format_date(civil_date{day.time_since_epoch()}).append(text.data(), static_cast<std::size_t>(length));
}

result<instant> parse_instant(std::string_view text, std::string_view pointer) {
    const auto wrong = [&](boost::source_location where = BOOST_CURRENT_LOCATION) {
        return refuse(errc::invalid, std::string{pointer}, "is not an instant; write it as 2026-11-22T09:30:00Z",
                      where);
    };
    if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z' || text[13] != ':' || text[16] != ':') {
        return wrong();
    }
    const auto day = parse_date(text.substr(0, 10), pointer);
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
        return wrong();
    }
    std::chrono::microseconds fraction{0};
    if (text.size() > 20) {
        auto rest = text.substr(19, text.size() - 20);
        if (rest.size() < 2 || rest.size() > 7 || rest.front() != '.') {
            return wrong();
        }
        std::string six{rest.substr(1)};
        six.resize(6, '0');
        const auto parsed = digits(six);
        if (!parsed) {
            return wrong();
        }
        fraction = std::chrono::microseconds{*parsed};
    }
    return instant{std::chrono::sys_days{day->time_since_epoch()}} + std::chrono::hours{*hour} +
           std::chrono::minutes{*minute} + std::chrono::seconds{*second} + fraction;
}

} // namespace clockstart::domain
