#include "domain/coming_age.hpp"

#include "domain/request.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

TEST(Birthday, IsTheDayOnWhichTheYearsAreCompleted) {
    EXPECT_EQ(birthday(day("2010-05-04"), 16), day("2026-05-04"));
    EXPECT_EQ(birthday(day("2008-02-29"), 16), day("2024-02-29"));
    EXPECT_EQ(birthday(day("2008-02-29"), 14), day("2022-03-01")) << "no 29 February in that year";
    for (auto born = day("2000-02-25"); born < day("2000-03-05"); born += std::chrono::days{1}) {
        for (const int years : coming_ages) {
            const auto on = birthday(born, years);
            EXPECT_EQ(age_on(born, on), years);
            EXPECT_EQ(age_on(born, on - std::chrono::days{1}), years - 1);
        }
    }
}

TEST(ComingAge, IsTheFirstOneStillToCome) {
    struct row {
        std::string_view born, from;
        coming_age next;
    };
    for (const auto& [born, from, next] : {
             row{"2012-03-20", "2013-01-01", {202603, 14}},
             row{"2012-03-20", "2026-03-20", {202603, 14}},
             row{"2012-03-20", "2026-03-21", {202803, 16}},
             row{"2012-03-20", "2030-03-20", {203003, 18}},
             row{"2012-03-20", "2030-03-21", {203703, 25}},
             row{"2012-03-20", "2037-03-21", {203803, 26}},
             row{"2012-03-20", "2038-03-21", {203803, 26}}, // all are over
             row{"2012-02-29", "2025-01-01", {202603, 14}}, // 1 March 2026
             row{"2012-02-29", "2027-01-01", {202802, 16}}, // a leap year
             row{"2012-12-31", "2026-12-31", {202612, 14}},
         }) {
        EXPECT_EQ(next_coming_age(day(born), day(from)), next) << born << " from " << from;
    }
    EXPECT_EQ(next_coming_age({}, day("2026-01-01")), coming_age{}) << "the birth date is not known";
}

TEST(MonthNumber, GoesThereAndBack) {
    EXPECT_EQ(month_number(day("2026-12-31")), 202612);
    EXPECT_EQ(month_number(day("2027-01-01")), 202701);
    EXPECT_EQ(first_of_month(202612), day("2026-12-01"));
}

} // namespace
} // namespace clockstart::domain
