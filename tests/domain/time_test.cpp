#include "domain/time.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

instant utc(std::string_view text) { return parse_instant(text).value(); }

TEST(LondonDate, IsTheCivilDateOnBothSidesOfMidnight) {
    struct row {
        std::string_view at, date;
    };
    for (const auto& [at, date] : {
             row{"2026-01-15T23:59:59.999999Z", "2026-01-15"}, // winter: London is UTC
             row{"2026-01-16T00:00:00Z", "2026-01-16"},
             row{"2026-06-30T22:59:59.999999Z", "2026-06-30"}, // summer: London is an hour ahead
             row{"2026-06-30T23:00:00Z", "2026-07-01"},
             row{"2026-06-30T23:30:00Z", "2026-07-01"},
             row{"2026-07-01T00:00:00Z", "2026-07-01"},
             row{"2026-03-28T23:59:59Z", "2026-03-28"}, // the night that the clocks go forward
             row{"2026-03-29T00:00:00Z", "2026-03-29"},
             row{"2026-03-29T00:59:59Z", "2026-03-29"},
             row{"2026-03-29T01:00:00Z", "2026-03-29"},
             row{"2026-03-29T22:59:59Z", "2026-03-29"},
             row{"2026-03-29T23:00:00Z", "2026-03-30"},
             row{"2026-10-24T22:59:59Z", "2026-10-24"}, // the night that they go back
             row{"2026-10-24T23:00:00Z", "2026-10-25"},
             row{"2026-10-25T00:30:00Z", "2026-10-25"},
             row{"2026-10-25T01:30:00Z", "2026-10-25"},
             row{"2026-10-25T23:59:59Z", "2026-10-25"},
             row{"2026-10-26T00:00:00Z", "2026-10-26"},
             row{"2026-12-31T23:59:59.999999Z", "2026-12-31"},
             row{"1965-01-01T00:00:00Z", "1965-01-01"}, // before the epoch
             row{"1970-01-01T00:00:00Z", "1970-01-01"}, // London kept summer time through that winter
             row{"1970-01-01T23:00:00Z", "1970-01-02"},
         }) {
        EXPECT_EQ(format_date(london_date(utc(at))), date) << at;
    }
}

TEST(FirstInstant, IsLocalMidnight) {
    struct row {
        std::string_view date, at;
    };
    for (const auto& [date, at] : {
             row{"2026-01-15", "2026-01-15T00:00:00.000000Z"},
             row{"2026-07-01", "2026-06-30T23:00:00.000000Z"},
             row{"2026-03-28", "2026-03-28T00:00:00.000000Z"},
             row{"2026-03-29", "2026-03-29T00:00:00.000000Z"}, // midnight comes before the change at one
             row{"2026-03-30", "2026-03-29T23:00:00.000000Z"},
             row{"2026-10-25", "2026-10-24T23:00:00.000000Z"},
             row{"2026-10-26", "2026-10-26T00:00:00.000000Z"},
             row{"2024-02-29", "2024-02-29T00:00:00.000000Z"},
         }) {
        EXPECT_EQ(format_instant(first_instant(day(date))), at) << date;
    }
}

TEST(FirstInstant, OfEveryDayIsTheFirstOneWithThatDate) {
    const auto tick = std::chrono::microseconds{1};
    for (auto date = day("1900-01-01"); date <= day("2199-12-31"); date += std::chrono::days{1}) {
        const auto start = first_instant(date);
        ASSERT_EQ(london_date(start), date) << format_date(date);
        ASSERT_EQ(london_date(start - tick), date - std::chrono::days{1}) << format_date(date);
    }
}

TEST(LondonTime, KeepsSummerTimeForAsLongAsDatesMayBe) {
    // From the last Sunday of March to the last of October, far beyond the tables of the zone file: reviews and
    // retention reach that far.
    for (const auto year : {2026, 2037, 2038, 2050, 2099, 2199}) {
        const auto midsummer = make_date(year, 7, 1);
        const auto midwinter = make_date(year, 1, 1);
        EXPECT_EQ(first_instant(midsummer), instant{midsummer.time_since_epoch()} - std::chrono::hours{1}) << year;
        EXPECT_EQ(first_instant(midwinter), instant{midwinter.time_since_epoch()}) << year;
        const civil_date march{std::chrono::year{year} / std::chrono::March / std::chrono::Sunday[std::chrono::last]};
        const civil_date october{std::chrono::year{year} / std::chrono::October /
                                 std::chrono::Sunday[std::chrono::last]};
        EXPECT_EQ(first_instant(march + std::chrono::days{1}) - first_instant(march), std::chrono::hours{23}) << year;
        EXPECT_EQ(first_instant(october + std::chrono::days{1}) - first_instant(october), std::chrono::hours{25})
            << year;
    }
}

TEST(LondonInstant, IsWhenTheClockShowsThatTime) {
    using std::chrono::minutes;
    struct row {
        std::string_view date;
        int hour, minute;
        std::string_view at;
    };
    for (const auto& [date, hour, minute, at] : {
             row{"2026-01-15", 0, 0, "2026-01-15T00:00:00Z"}, row{"2026-01-15", 23, 59, "2026-01-15T23:59:00Z"},
             row{"2026-07-15", 2, 15, "2026-07-15T01:15:00Z"},
             row{"2026-03-29", 0, 59, "2026-03-29T00:59:00Z"}, // the night that the clocks go forward, at 01:00
             row{"2026-03-29", 1, 0, "2026-03-29T01:00:00Z"},
             row{"2026-03-29", 1, 59, "2026-03-29T01:00:00Z"}, // shown by no clock
             row{"2026-03-29", 2, 0, "2026-03-29T01:00:00Z"}, row{"2026-03-29", 2, 15, "2026-03-29T01:15:00Z"},
             row{"2026-03-29", 23, 0, "2026-03-29T22:00:00Z"},
             row{"2026-10-25", 0, 59, "2026-10-24T23:59:00Z"}, // the night that they go back, at 02:00
             row{"2026-10-25", 1, 30, "2026-10-25T00:30:00Z"}, // shown twice
             row{"2026-10-25", 2, 0, "2026-10-25T02:00:00Z"}, row{"2026-10-25", 23, 0, "2026-10-25T23:00:00Z"},
             row{"2050-03-27", 2, 15, "2050-03-27T01:15:00Z"}, // by the rule
         }) {
        EXPECT_EQ(london_instant(day(date), minutes{60 * hour + minute}), utc(at))
            << date << " " << hour << ":" << minute;
    }
}

TEST(AddMonths, KeepsTheDayOrTakesTheLastOfTheMonth) {
    struct row {
        std::string_view from;
        int months;
        std::string_view to;
    };
    for (const auto& [from, months, to] : {
             row{"2026-01-15", 1, "2026-02-15"}, row{"2026-01-31", 1, "2026-02-28"}, row{"2024-01-31", 1, "2024-02-29"},
             row{"2024-01-30", 1, "2024-02-29"}, row{"2024-02-29", 12, "2025-02-28"},
             row{"2024-02-29", 48, "2028-02-29"}, row{"2026-03-31", 1, "2026-04-30"},
             row{"2026-10-31", 4, "2027-02-28"}, row{"2026-12-31", 2, "2027-02-28"}, row{"2026-11-30", 3, "2027-02-28"},
             row{"2026-12-01", 1, "2027-01-01"}, row{"2026-03-31", -1, "2026-02-28"},
             row{"2026-01-31", -2, "2025-11-30"}, row{"2026-05-05", 0, "2026-05-05"},
             row{"2001-05-01", 300, "2026-05-01"}, // a 25th birthday
         }) {
        EXPECT_EQ(format_date(add_months(day(from), months)), to) << from << " + " << months;
    }
}

TEST(DayNumber, CountsFromTheEpochAndBack) {
    EXPECT_EQ(day_number(make_date(1970, 1, 1)), 0);
    EXPECT_EQ(day_number(make_date(1969, 12, 31)), -1);
    EXPECT_EQ(date_of(day_number(make_date(2024, 2, 29))), make_date(2024, 2, 29));
    EXPECT_EQ(days_between(make_date(2024, 2, 28), make_date(2024, 3, 1)), 2);
    EXPECT_EQ(days_between(make_date(2026, 2, 28), make_date(2026, 3, 1)), 1);
    // Across a change of the clocks a day is still one day.
    EXPECT_EQ(days_between(make_date(2026, 3, 28), make_date(2026, 3, 30)), 2);
    EXPECT_EQ(days_between(make_date(2026, 10, 26), make_date(2026, 10, 24)), -2);
}

} // namespace
} // namespace clockstart::domain
