#include "scheduler/jobs/times.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
using domain::format_instant;

domain::instant at(std::string_view text) { return domain::parse_instant(text).value(); }
std::string shown(domain::instant when) { return format_instant(when).substr(0, 16); }

TEST(NextDaily, IsStrictlyAfter) {
    EXPECT_EQ(shown(next_daily(at("2026-01-05T02:14:59Z"), 2h + 15min)), "2026-01-05T02:15");
    EXPECT_EQ(shown(next_daily(at("2026-01-05T02:15:00Z"), 2h + 15min)), "2026-01-06T02:15");
    EXPECT_EQ(shown(next_daily(at("2026-07-05T23:30:00Z"), 30min)), "2026-07-06T23:30") << "00:30 in London";
}

TEST(NextDaily, ComesOnceADayInTheNightsInWhichTheClocksChange) {
    for (const auto time : {0min, 30min, 59min, 60min, 90min, 119min, 120min, 135min, 195min, 1439min}) {
        for (const auto from : {at("2026-03-25T12:00:00Z"), at("2026-10-20T12:00:00Z"), at("2040-03-20T12:00:00Z"),
                                at("2040-10-24T12:00:00Z")}) {
            std::map<domain::civil_date, int> runs;
            auto next = from;
            for (int count = 0; count < 10; ++count) {
                next = next_daily(next, time);
                ++runs[domain::london_date(next)];
            }
            EXPECT_EQ(runs.size(), 10U) << time.count() << " after " << format_instant(from);
            EXPECT_EQ(domain::days_between(runs.begin()->first, runs.rbegin()->first), 9);
        }
    }
}

TEST(NextDaily, KeepsTheTimeThatTheClockShows) {
    // Summer time begins on 29 March 2026 at 01:00 UTC and ends on 25 October at 01:00 UTC.
    EXPECT_EQ(shown(next_daily(at("2026-03-28T12:00:00Z"), 2h + 15min)), "2026-03-29T01:15");
    EXPECT_EQ(shown(next_daily(at("2026-03-28T12:00:00Z"), 90min)), "2026-03-29T01:00") << "there is no 01:30";
    EXPECT_EQ(shown(next_daily(at("2026-10-24T12:00:00Z"), 90min)), "2026-10-25T00:30") << "the first of two";
    EXPECT_EQ(shown(next_daily(at("2026-10-25T00:30:00Z"), 90min)), "2026-10-26T01:30");
    EXPECT_EQ(shown(next_daily(at("2026-10-24T12:00:00Z"), 2h + 15min)), "2026-10-25T02:15");
    EXPECT_EQ(shown(next_daily(at("2040-03-24T12:00:00Z"), 2h + 15min)), "2040-03-25T01:15") << "by the rule";
    EXPECT_EQ(shown(next_daily(at("2040-10-27T12:00:00Z"), 2h + 15min)), "2040-10-28T02:15");
}

TEST(NextMonthly, IsTheFirstOfTheMonthInLondon) {
    EXPECT_EQ(shown(next_monthly(at("2026-01-01T00:04:00Z"), 5min)), "2026-01-01T00:05");
    EXPECT_EQ(shown(next_monthly(at("2026-01-01T00:05:00Z"), 5min)), "2026-02-01T00:05");
    EXPECT_EQ(shown(next_monthly(at("2026-01-31T12:00:00Z"), 5min)), "2026-02-01T00:05");
    EXPECT_EQ(shown(next_monthly(at("2026-12-31T23:59:59Z"), 5min)), "2027-01-01T00:05");
    EXPECT_EQ(shown(next_monthly(at("2026-06-30T22:59:00Z"), 5min)), "2026-06-30T23:05") << "1 July, summer time";
}

} // namespace
} // namespace clockstart::scheduler
