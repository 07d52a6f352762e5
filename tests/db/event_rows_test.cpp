#include "tests/db/store.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace clockstart::db {

namespace {

std::vector<std::int64_t> sequences(const std::vector<event_row>& rows) {
    std::vector<std::int64_t> found;
    for (const auto& one : rows) {
        found.push_back(one.sequence);
    }
    return found;
}

using these = std::vector<std::int64_t>;

} // namespace

TEST(EventRows, ComeInTheOrderOfTheJournalFromAnyPlace) {
    store held;
    const auto first = held.accept(request("2026-11-01", 1));
    const auto second = held.accept(request("2026-11-01", 2));
    const auto third = held.accept(event_on(first.reference, "assessed", "2026-11-02"));
    EXPECT_EQ(sequences(held.reads().events_after(0, 10)), (these{first.sequence, second.sequence, third.sequence}));
    EXPECT_EQ(sequences(held.reads().events_after(first.sequence, 1)), these{second.sequence});
    EXPECT_EQ(sequences(held.reads().events_after(third.sequence, 10)), these{});
}

TEST(EventRows, TellWhereTheyBelongAndWhichOneOpened) {
    store held;
    auto asked = request("2026-11-01");
    asked.facts.school_urn = 100001;
    const auto made = held.accept(asked);
    held.accept(event_on(made.reference, "assessed", "2026-11-02"));
    const auto rows = held.reads().events_after(0, 10);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].reference, made.reference);
    EXPECT_EQ(rows[0].request, made.request);
    EXPECT_EQ(rows[0].pathway, "equipment");
    EXPECT_EQ(rows[0].type, "identified");
    EXPECT_EQ(rows[0].on, day("2026-11-01"));
    EXPECT_EQ(rows[0].recorded_at, made.recorded_at);
    EXPECT_TRUE(rows[0].opens);
    EXPECT_FALSE(rows[1].opens);
    for (const auto& one : rows) {
        EXPECT_EQ(one.service, "equipment-1");
        EXPECT_EQ(one.school_urn, 100001);
    }
}

TEST(EventRows, BelongToTheServiceThatHasTheRequestNow) {
    store held;
    const auto made = held.accept(request("2026-11-01"));
    held.accept(event_on(made.reference, "transferred", "2026-11-02", {{"to_service", "equipment-2"}}, "moved_away"));
    for (const auto& one : held.reads().events_after(0, 10)) {
        EXPECT_EQ(one.service, "equipment-2") << one.type;
    }
}

TEST(EventRows, HoldNothingOfTheVault) {
    store held;
    auto asked = request("2026-11-01");
    asked.text.note = "Lives with her grandmother";
    const auto made = held.accept(asked);
    auto said = event_on(made.reference, "withdrawn", "2026-11-02", {}, "They left for Kent");
    said.text.note = "Ring Mrs Quillfeather";
    held.accept(said);
    for (const auto& one : held.reads().events_after(0, 10)) {
        const auto details = boost::json::serialize(one.details);
        for (const auto* const secret :
             {"grandmother", "Kent", "Quillfeather", "Wilfrida", "2018-05-04", "SS1", asked.child.nhs_number.c_str()}) {
            EXPECT_EQ(details.find(secret), std::string::npos) << details;
        }
    }
}

} // namespace clockstart::db
