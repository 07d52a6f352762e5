#include "domain/published.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace clockstart::domain {
namespace {

published_row chs(std::vector<figure> bands) {
    published_row row;
    row.series = "chs";
    row.band_set = "chs-7";
    row.bands = std::move(bands);
    return row;
}
figure n(std::int64_t number) { return figure::of(number); }

TEST(PublishedStatistics, AreWorkedOutFromTheBands) {
    const auto statistics = statistics_of(chs({n(10), n(10), n(20), n(40), n(10), n(10), n(0)}));
    EXPECT_EQ(statistics.within_18_weeks, 90);
    EXPECT_DOUBLE_EQ(statistics.within_18_weeks_percent.value(), 90.0);
    EXPECT_DOUBLE_EQ(statistics.median_weeks.value(), 4 + 10.5 / 40 * 8); // position 50.5, 40 of them before week 4
    EXPECT_DOUBLE_EQ(statistics.p95_weeks.value(), 18 + 5.0 / 10 * 34);
}

TEST(PublishedStatistics, AreNotGivenOfFewerThanFifty) {
    const auto few = statistics_of(chs({n(49), n(0), n(0), n(0), n(0), n(0), n(0)}));
    EXPECT_FALSE(few.median_weeks);
    EXPECT_FALSE(few.p95_weeks);
    const auto enough = statistics_of(chs({n(50), n(0), n(0), n(0), n(0), n(0), n(0)}));
    EXPECT_TRUE(enough.median_weeks);
    EXPECT_TRUE(enough.p95_weeks);
}

TEST(PublishedStatistics, SayNothingOfWhatWasNotReportedOrSuppressed) {
    const figure not_reported{};
    const figure suppressed{figure::kind::suppressed, 0};
    for (const auto& missing : {not_reported, suppressed}) {
        const auto statistics = statistics_of(chs({n(100), missing, n(0), n(0), n(0), n(0), n(0)}));
        EXPECT_FALSE(statistics.median_weeks);
        EXPECT_FALSE(statistics.within_18_weeks);
        EXPECT_FALSE(statistics.within_18_weeks_percent);
    }
    EXPECT_NE(not_reported, suppressed);
    EXPECT_NE(not_reported, n(0));
    EXPECT_NE(suppressed, n(0));
}

TEST(PublishedStatistics, HaveNoCentileInsideTheOpenBand) {
    const auto statistics = statistics_of(chs({n(60), n(0), n(0), n(0), n(0), n(0), n(40)}));
    EXPECT_TRUE(statistics.median_weeks);
    EXPECT_FALSE(statistics.p95_weeks);
    EXPECT_EQ(statistics.within_18_weeks, 60);
}

TEST(PublishedStatistics, GiveNoShareWithinEighteenWeeksWhereABandRunsAcrossThem) {
    published_row row;
    row.band_set = "adhd"; // 13 to 52 weeks is one band
    row.bands = {n(50), n(50), n(0), n(0)};
    EXPECT_FALSE(statistics_of(row).within_18_weeks);
    EXPECT_TRUE(statistics_of(row).median_weeks);
}

} // namespace
} // namespace clockstart::domain
