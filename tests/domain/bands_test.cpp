#include "domain/bands.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace clockstart::domain {
namespace {

TEST(Bands, AllocateDaysAsTheReferralToTreatmentGuidanceDoes) {
    const auto& set = band_set_of("rtt-105");
    const std::vector<std::pair<int, std::size_t>> expected{
        {0, 0},    {7, 0},    {8, 1},    {14, 1},   {15, 2},    {42, 5},    {43, 6},     {84, 11}, {91, 12},
        {126, 17}, {127, 18}, {364, 51}, {365, 52}, {728, 103}, {729, 104}, {5000, 104}, {-3, 0}};
    for (const auto& [days, band] : expected) {
        EXPECT_EQ(set.index_of(days), band) << days << " days";
    }
    EXPECT_EQ(set.bands.size(), 105U);
    EXPECT_EQ(set.bands[17].label, ">17-18 weeks");
}

TEST(Bands, AllocateDaysAsTheCommunityServicesCollectionDoes) {
    const std::vector<std::pair<int, std::size_t>> expected{{0, 0},   {7, 0},   {8, 1},   {14, 1},  {15, 2},  {28, 2},
                                                            {29, 3},  {84, 3},  {85, 4},  {126, 4}, {127, 5}, {364, 5},
                                                            {365, 6}, {728, 6}, {729, 7}, {9999, 7}};
    for (const auto& [days, band] : expected) {
        EXPECT_EQ(band_set_of("chs-8").index_of(days), band) << days << " days";
        EXPECT_EQ(band_set_of("chs-7").index_of(days), std::min<std::size_t>(band, 6)) << days << " days";
    }
}

TEST(Bands, FollowOneAnotherFromDayZeroWithoutGapsAndAreOpenAtTheTop) {
    for (const auto& code : band_set_codes()) {
        const auto& set = band_set_of(code);
        EXPECT_EQ(set.code, code);
        int next = 0;
        for (std::size_t index = 0; index < set.bands.size(); ++index) {
            const auto& one = set.bands[index];
            EXPECT_EQ(one.from_day, next) << code << " " << one.label;
            EXPECT_EQ(one.to_day.has_value(), index + 1 < set.bands.size()) << code << " " << one.label;
            next = one.to_day.value_or(next) + 1;
            EXPECT_EQ(set.index_of(one.from_day), index) << code;
        }
    }
}

TEST(Bands, OfTheTwoAdhdReturnsDifferInTheirFirstLimit) {
    EXPECT_EQ(band_set_of("adhd").index_of(91), 0U);
    EXPECT_EQ(band_set_of("adhd-chs").index_of(91), 1U);
    EXPECT_EQ(band_set_of("weeks-6").index_of(42), 5U);
}

TEST(Bands, ThatAreNotBuiltInAreABug) { EXPECT_THROW(band_set_of("rtt-7"), std::out_of_range); }

TEST(Interpolation, DividesABandEvenlyAmongThoseInIt) {
    const auto& set = band_set_of("chs-7");
    const std::vector<double> counts{0, 0, 0, 100, 0, 0, 0};
    EXPECT_DOUBLE_EQ(interpolated_weeks(set, counts, 50).value(), 8.0); // half way from 4 to 12 weeks
    EXPECT_DOUBLE_EQ(interpolated_weeks(set, counts, 100).value(), 12.0);
}

TEST(Interpolation, StopsAtTheTopOfABandThatIsExactlyFull) {
    const std::vector<double> counts{95, 0, 0, 5, 0, 0, 0};
    EXPECT_DOUBLE_EQ(interpolated_weeks(band_set_of("chs-7"), counts, 0.95 * 100).value(), 1.0);
}

TEST(Interpolation, SaysNothingInsideTheOpenBandOrOfNobody) {
    const std::vector<double> open{1, 0, 0, 0, 0, 0, 99};
    EXPECT_FALSE(interpolated_weeks(band_set_of("chs-7"), open, 50).has_value());
    const std::vector<double> nobody(7, 0.0);
    EXPECT_FALSE(interpolated_weeks(band_set_of("chs-7"), nobody, 0.5).has_value());
}

} // namespace
} // namespace clockstart::domain
