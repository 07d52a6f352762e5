#include "domain/wait_distribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace clockstart::domain {
namespace {

wait_distribution of(const std::vector<int>& days, int limit = 42) {
    wait_distribution waits;
    for (const int one : days) {
        waits.add(one, one <= limit);
    }
    return waits;
}

TEST(WaitDistribution, OfNothingIsNotDefined) {
    const wait_distribution nothing;
    EXPECT_EQ(nothing.count(), 0U);
    EXPECT_FALSE(nothing.within_percent());
    EXPECT_FALSE(nothing.median_days());
    EXPECT_FALSE(nothing.centile_days(92));
    EXPECT_FALSE(nothing.longest_days());
    EXPECT_EQ(nothing.counts_by(band_set_of("chs-8")), std::vector<std::uint64_t>(8, 0));
}

TEST(WaitDistribution, TakesTheMeanOfTheTwoMiddleOnesAsMedian) {
    EXPECT_DOUBLE_EQ(of({1, 2, 4, 100}).median_days().value(), 3.0);
    EXPECT_DOUBLE_EQ(of({100, 2, 1}).median_days().value(), 2.0);
    EXPECT_DOUBLE_EQ(of({7, 8}).median_days().value(), 7.5);
}

TEST(WaitDistribution, TakesTheNearestRankAsCentile) {
    std::vector<int> days(25);
    for (int place = 0; place < 25; ++place) {
        days[static_cast<std::size_t>(place)] = 10 * (place + 1);
    }
    EXPECT_EQ(of(days).centile_days(92), 230); // rank 23 exactly, although 0.92 * 25 may come out a little above
    EXPECT_EQ(of(days).centile_days(95), 240);
    EXPECT_EQ(of(days).centile_days(0), 10);
    EXPECT_EQ(of(days).centile_days(100), 250);
}

TEST(WaitDistribution, CountsInBandsAndTheLongest) {
    const auto waits = of({0, 7, 8, 126, 127, 800});
    EXPECT_EQ(waits.counts_by(band_set_of("chs-8")), (std::vector<std::uint64_t>{2, 1, 0, 0, 1, 1, 0, 1}));
    EXPECT_EQ(waits.longest_days(), 800);
    EXPECT_EQ(waits.within_percent(), 50.0);
}

TEST(WaitDistribution, CountsADayBeforeTheStartAsDayZero) {
    const auto waits = of({-5});
    EXPECT_EQ(waits.longest_days(), 0);
    EXPECT_EQ(waits.count(), 1U);
}

TEST(WaitDistribution, TakesWaitsOneByOneAndByDays) {
    std::mt19937 random{7};
    std::vector<int> all;
    wait_distribution waits;
    std::vector<std::uint32_t> by_day(1000); // longer than any wait: the days after the last do not count
    std::uint64_t within = 0;
    for (int place = 0; place < 999; ++place) {
        const int days = static_cast<int>(random() % 700);
        all.push_back(days);
        if (place % 3 == 0) {
            waits.add(days, days <= 42);
        } else {
            ++by_day[static_cast<std::size_t>(days)];
            within += days <= 42 ? 1 : 0;
        }
    }
    waits.add_days(by_day, within);
    std::sort(all.begin(), all.end());
    EXPECT_EQ(waits.count(), 999U);
    EXPECT_EQ(waits.median_days(), all[499]);
    EXPECT_EQ(waits.centile_days(92), all[static_cast<std::size_t>(std::ceil(0.92 * 999)) - 1]);
    EXPECT_EQ(waits.longest_days(), all.back());
    EXPECT_EQ(waits.within(),
              static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), [](int days) { return days <= 42; })));
}

TEST(Rounding, ShowsWeeksAndPercentagesToOneDecimal) {
    EXPECT_DOUBLE_EQ(weeks_of(42), 6.0);
    EXPECT_DOUBLE_EQ(weeks_of(43), 6.1);
    EXPECT_DOUBLE_EQ(weeks_of(45.5), 6.5);
    EXPECT_DOUBLE_EQ(weeks_of(0), 0.0);
    EXPECT_EQ(percent_of(1, 3), 33.3);
    EXPECT_EQ(percent_of(2, 3), 66.7);
    EXPECT_EQ(percent_of(1, 2000), 0.1); // 0.05, half away from zero
    EXPECT_EQ(percent_of(0, 5), 0.0);
    EXPECT_EQ(percent_of(5, 5), 100.0);
    EXPECT_FALSE(percent_of(0, 0));
}

} // namespace
} // namespace clockstart::domain
