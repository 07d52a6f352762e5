#include "domain/time.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

TEST(ParseDate, TakesDaysThatExist) {
    EXPECT_EQ(*parse_date("2026-11-22"), make_date(2026, 11, 22));
    EXPECT_EQ(*parse_date("2024-02-29"), make_date(2024, 2, 29));
    EXPECT_EQ(*parse_date("2000-02-29"), make_date(2000, 2, 29));
    EXPECT_EQ(*parse_date("1900-01-01"), make_date(1900, 1, 1));
    EXPECT_EQ(*parse_date("2199-12-31"), make_date(2199, 12, 31));
}

TEST(ParseDate, RefusesEverythingElseAndQuotesNothing) {
    for (const std::string_view text : {"",
                                        " ",
                                        "2026-04-31",
                                        "2026-02-29",
                                        "1900-02-29",
                                        "2100-02-29",
                                        "2026-13-01",
                                        "2026-00-10",
                                        "2026-10-00",
                                        "2026-10-32",
                                        "0000-01-01",
                                        "0000-00-00",
                                        "1899-12-31",
                                        "2200-01-01",
                                        "9999-12-31",
                                        "2026-11-22 ",
                                        " 2026-11-22",
                                        "2026-11-2",
                                        "2026-1-22",
                                        "26-11-22",
                                        "20261122",
                                        "2026/11/22",
                                        "22-11-2026",
                                        "2026-11-22T",
                                        "2026-11-22T00:00:00Z",
                                        "+026-11-22",
                                        "-026-11-22",
                                        "2026-+1-22",
                                        "2026-11--2",
                                        "2026-1a-22",
                                        "2026-11-2\xC2",
                                        "2026-11- 2",
                                        "2026- 1-22",
                                        "today",
                                        "NULL",
                                        "２０２６"}) {
        const auto read = parse_date(text, "/on");
        ASSERT_TRUE(read.has_error()) << text;
        EXPECT_EQ(read.error().code, errc::invalid);
        ASSERT_EQ(read.error().faults.size(), 1U);
        EXPECT_EQ(read.error().faults.front().pointer, "/on");
        EXPECT_FALSE(read.error().faults.front().detail.empty());
    }
    // A fault's words are the same whatever was given, so that a child's birth date never comes back in them.
    EXPECT_EQ(parse_date("2019-02-30").error().faults, parse_date("2018-04-31").error().faults);
    EXPECT_EQ(parse_date("1850-01-01").error().faults, parse_date("2300-01-01").error().faults);
    EXPECT_EQ(parse_date("12 March 2019").error().faults, parse_date("").error().faults);
    EXPECT_TRUE(parse_date(std::string_view{"2026-11-\0002", 10}).has_error());
    EXPECT_TRUE(parse_date(std::string_view{"2026-11-22\0", 11}).has_error());
}

TEST(ParseDate, ReadsBackEveryDayThatItWrites) {
    for (auto date = make_date(1900, 1, 1); date <= make_date(2199, 12, 31); date += std::chrono::days{1}) {
        ASSERT_EQ(*parse_date(format_date(date)), date);
    }
}

TEST(ParseBritishDate, PutsTheDayFirst) {
    EXPECT_EQ(*parse_british_date("22/11/2026"), make_date(2026, 11, 22));
    EXPECT_EQ(*parse_british_date("3/4/2026"), make_date(2026, 4, 3));
    EXPECT_EQ(*parse_british_date("03/04/2026"), make_date(2026, 4, 3));
    EXPECT_EQ(*parse_british_date("29/2/2024"), make_date(2024, 2, 29));
}

TEST(ParseBritishDate, RefusesEverythingElse) {
    for (const std::string_view text :
         {"",           "/",          "//",        "//2026",    "1//2026",    "/1/2026",   "31/04/2026",
          "29/02/2026", "11/22/2026", "0/1/2026",  "1/0/2026",  "1/1/26",     "1/1/02026", "001/1/2026",
          "1/001/2026", "1/1/2026 ",  " 1/1/2026", "1-1-2026",  "2026/11/22", "1/1/2026/", "-1/1/2026",
          "+1/1/2026",  "1/1/0000",   "1/1/1899",  "1/Jan/2026"}) {
        const auto read = parse_british_date(text, "clock_start");
        ASSERT_TRUE(read.has_error()) << text;
        EXPECT_EQ(read.error().faults.front().pointer, "clock_start");
    }
}

TEST(FormatDate, ForPeopleIsWrittenOut) {
    EXPECT_EQ(format_long_date(make_date(2026, 11, 22)), "22 November 2026");
    EXPECT_EQ(format_long_date(make_date(2024, 2, 29)), "29 February 2024");
    EXPECT_EQ(format_long_date(make_date(2027, 1, 1)), "1 January 2027");
}

TEST(Instant, IsWrittenInMicrosecondsAndReadBack) {
    const auto moment = instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} + std::chrono::hours{9} +
                        std::chrono::minutes{30} + std::chrono::microseconds{1'000'005};
    EXPECT_EQ(format_instant(moment), "2026-11-22T09:30:01.000005Z");
    EXPECT_EQ(*parse_instant("2026-11-22T09:30:01.000005Z"), moment);
    EXPECT_EQ(*parse_instant("2026-11-22T09:30:01Z"), moment - std::chrono::microseconds{5});
    EXPECT_EQ(*parse_instant("2026-11-22T09:30:01.5Z") - *parse_instant("2026-11-22T09:30:01Z"),
              std::chrono::milliseconds{500});
    EXPECT_EQ(*parse_instant("2026-11-22T09:30:01.050Z") - *parse_instant("2026-11-22T09:30:01Z"),
              std::chrono::milliseconds{50});
    // Before the epoch the time of day still counts up from midnight.
    EXPECT_EQ(format_instant(instant{std::chrono::microseconds{-1}}), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(*parse_instant("1969-12-31T23:59:59.999999Z"), instant{std::chrono::microseconds{-1}});
}

TEST(Instant, InAnyOtherShapeIsRefused) {
    for (const std::string_view text : {"",
                                        "2026-11-22",
                                        "2026-11-22T09:30Z",
                                        "2026-11-22T09:30:00",
                                        "2026-11-22 09:30:00Z",
                                        "2026-11-22T09:30:00z",
                                        "2026-11-22t09:30:00Z",
                                        "2026-11-22T24:00:00Z",
                                        "2026-11-22T09:60:00Z",
                                        "2026-11-22T09:30:60Z",
                                        "2026-11-31T09:30:00Z",
                                        "2026-11-22T09:30:00.Z",
                                        "2026-11-22T09:30:00.0000001Z",
                                        "2026-11-22T09:30:00+00:00",
                                        "2026-11-22T09:30:00.5 Z",
                                        "2026-11-22T-9:30:00Z",
                                        "2026-11-22T09:30:00ZZ",
                                        "2026-11-22T09:30:00.-1Z",
                                        "2026-11-22T09-30-00Z",
                                        "0000-11-22T09:30:00Z"}) {
        const auto read = parse_instant(text, "/known_at");
        ASSERT_TRUE(read.has_error()) << text;
        EXPECT_EQ(read.error().faults.front().pointer, "/known_at");
    }
}

} // namespace
} // namespace clockstart::domain
