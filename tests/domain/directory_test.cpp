#include "domain/directory.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

// The two codes that change their parent on 1 April 2026, under a region.
directory places() {
    directory made;
    made.put(area{"Y61", "East of England", "region", "", {}});
    made.put(area{"QH8", "Mid and South Essex", "icb", "", {{"Y61", day("2022-07-01"), {}}}});
    made.put(area{"QM7", "Hertfordshire and West Essex", "icb", "", {{"Y61", day("2022-07-01"), day("2026-03-31")}}});
    made.put(area{"ESX", "Essex", "icb", "", {{"Y61", day("2026-04-01"), {}}}});
    made.put(area{"06T",
                  "North East Essex",
                  "sub-icb",
                  "",
                  {{"QH8", day("2022-07-01"), day("2026-03-31")}, {"ESX", day("2026-04-01"), {}}}});
    made.put(area{"07H",
                  "West Essex",
                  "sub-icb",
                  "",
                  {{"QM7", day("2022-07-01"), day("2026-03-31")}, {"ESX", day("2026-04-01"), {}}}});
    return made;
}

TEST(Directory, KnowsTheParentOfTheDay) {
    const auto made = places();
    EXPECT_EQ(made.parent_of("06T", day("2022-06-30")), nullptr);
    EXPECT_EQ(made.parent_of("06T", day("2022-07-01"))->code, "QH8");
    EXPECT_EQ(made.parent_of("06T", day("2026-03-31"))->code, "QH8");
    EXPECT_EQ(made.parent_of("06T", day("2026-04-01"))->code, "ESX");
    EXPECT_EQ(made.parent_of("Y61", day("2026-04-01")), nullptr);
    EXPECT_EQ(made.parent_of("nowhere", day("2026-04-01")), nullptr);
}

TEST(Directory, SaysWhatLiesWithinWhatOnTheDay) {
    const auto made = places();
    EXPECT_TRUE(made.lies_within("06T", "06T", day("2000-01-01")));
    EXPECT_TRUE(made.lies_within("06T", "QH8", day("2026-03-31")));
    EXPECT_FALSE(made.lies_within("06T", "QH8", day("2026-04-01")));
    EXPECT_TRUE(made.lies_within("06T", "ESX", day("2026-04-01")));
    EXPECT_TRUE(made.lies_within("07H", "Y61", day("2026-03-31"))); // two steps up, on both sides of the change
    EXPECT_TRUE(made.lies_within("07H", "Y61", day("2026-04-01")));
    EXPECT_FALSE(made.lies_within("Y61", "07H", day("2026-04-01")));
    EXPECT_FALSE(made.lies_within("nowhere", "Y61", day("2026-04-01")));
    EXPECT_FALSE(made.lies_within("06T", "nowhere", day("2026-04-01")));
}

TEST(Directory, SurvivesAreasThatLieWithinEachOther) {
    directory made;
    made.put(area{"A", "A", "icb", "", {{"B", day("2020-01-01"), {}}}});
    made.put(area{"B", "B", "icb", "", {{"A", day("2020-01-01"), {}}}});
    EXPECT_TRUE(made.lies_within("A", "B", day("2026-01-01")));
    EXPECT_FALSE(made.lies_within("A", "C", day("2026-01-01")));
}

TEST(Directory, KeepsTheNumberOfAServiceThatIsPutAgain) {
    auto made = places();
    made.put(service{"S1", "One", "slt", "06T", "P", "QH8", day("2024-01-01"), {}});
    made.put(service{"S2", "Two", "slt", "07H", "P", "QM7", day("2024-01-01"), {}});
    made.put(service{"S1", "One, renamed", "slt", "06T", "P", "ESX", day("2024-01-01"), day("2027-03-31")});
    EXPECT_EQ(made.services().size(), 2U);
    EXPECT_EQ(made.service_index("S1"), 0);
    EXPECT_EQ(made.service_index("S2"), 1);
    EXPECT_EQ(made.service_index("S3"), std::nullopt);
    EXPECT_EQ(made.find_service("S1")->name, "One, renamed");
    EXPECT_EQ(made.find_service("S3"), nullptr);
}

TEST(Directory, FindsWhatWasPut) {
    auto made = places();
    made.put(provider{"RP1", "A trust"});
    made.put(school{999'001, "A school", "06T", "Primary"});
    made.put(school{999'001, "A school, renamed", "06T", "Primary"});
    EXPECT_EQ(made.find_provider("RP1")->name, "A trust");
    EXPECT_EQ(made.find_provider("rp1"), nullptr);
    EXPECT_EQ(made.find_school(999'001)->name, "A school, renamed");
    EXPECT_EQ(made.schools().size(), 1U);
    EXPECT_EQ(made.find_school(1), nullptr);
    EXPECT_EQ(made.find_area("06T")->name, "North East Essex");
    // A copy is a value of its own.
    const auto copy = made;
    made.put(area{"06T", "Another", "sub-icb", "", {}});
    EXPECT_EQ(copy.find_area("06T")->name, "North East Essex");
}

} // namespace
} // namespace clockstart::domain
