#include "domain/pathway.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

pathway version_of(int version, std::string_view from, std::string_view to = {}) {
    auto made = hearing_aids();
    made.version = version;
    made.valid_from = day(from);
    made.valid_to = to.empty() ? std::nullopt : std::optional{day(to)};
    return made;
}

TEST(PathwayBook, GivesTheVersionInForceOnTheDayTheClockStarted) {
    pathway_book book;
    ASSERT_TRUE(book.add(version_of(2, "2024-04-01", "2025-03-31")));
    ASSERT_TRUE(book.add(version_of(1, "2020-01-01", "2024-03-31")));
    ASSERT_TRUE(book.add(version_of(4, "2026-04-01")));
    struct row {
        std::string_view on;
        int version;
    };
    for (const auto& [on, version] : {
             row{"1999-01-01", 1}, // before all of them: the earliest
             row{"2020-01-01", 1},
             row{"2024-03-31", 1},
             row{"2024-04-01", 2},
             row{"2025-03-31", 2},
             row{"2025-04-01", 2}, // in a gap: the one before it
             row{"2026-03-31", 2},
             row{"2026-04-01", 4},
             row{"2199-12-31", 4},
         }) {
        ASSERT_NE(book.find("hearing-aids", day(on)), nullptr);
        EXPECT_EQ(book.find("hearing-aids", day(on))->version, version) << on;
    }
    EXPECT_EQ(book.find("hearing", day("2026-01-01")), nullptr);
    EXPECT_EQ(book.find("", day("2026-01-01")), nullptr);
    ASSERT_EQ(book.current().size(), 1U);
    EXPECT_EQ(book.current().front()->version, 4);
    EXPECT_EQ(book.all().size(), 3U);
}

TEST(PathwayBook, RefusesVersionsThatOverlap) {
    struct row {
        std::string_view from, to;
        bool taken;
    };
    for (const auto& [from, to, taken] : {
             row{"2024-04-01", "2025-03-31", false},                              // the same dates
             row{"2025-03-31", "", false},                                        // one day too early
             row{"2025-04-01", "", true},                                         // the day after
             row{"2020-01-01", "2024-04-01", false},                              // ends a day too late
             row{"2020-01-01", "2024-03-31", true}, row{"2020-01-01", "", false}, // open, around it
             row{"2024-05-01", "2024-06-01", false},                              // inside it
             row{"2020-01-01", "2030-01-01", false},                              // around it
         }) {
        pathway_book book;
        ASSERT_TRUE(book.add(version_of(1, "2024-04-01", "2025-03-31")));
        const auto added = book.add(version_of(2, from, to));
        EXPECT_EQ(added.has_value(), taken) << from << " to " << to;
        if (!taken) {
            EXPECT_EQ(added.error().code, errc::invalid);
            EXPECT_EQ(added.error().faults.front().pointer, "/valid_from");
            EXPECT_EQ(book.all().size(), 1U);
        }
    }
}

TEST(PathwayBook, EndsAnOpenVersionOnTheDayBeforeTheNextBegins) {
    pathway_book book;
    ASSERT_TRUE(book.add(version_of(1, "2020-01-01")));
    ASSERT_TRUE(book.add(version_of(2, "2026-12-01")));
    EXPECT_EQ(book.find("hearing-aids", day("2026-11-30"))->version, 1);
    EXPECT_EQ(book.find("hearing-aids", day("2026-11-30"))->valid_to, day("2026-11-30"));
    EXPECT_EQ(book.find("hearing-aids", day("2026-12-01"))->version, 2);
    EXPECT_FALSE(book.find("hearing-aids", day("2026-12-01"))->valid_to);
    // What is refused ends nothing.
    ASSERT_FALSE(book.add(version_of(3, "2020-01-01", "2027-01-01")));
    EXPECT_FALSE(book.find("hearing-aids", day("2026-12-01"))->valid_to);
}

TEST(PathwayBook, PassesOverWhatWasStoredLater) {
    pathway_book book;
    ASSERT_TRUE(book.add(version_of(1, "2020-01-01")));
    auto next = version_of(2, "2026-12-01");
    next.recorded_at = parse_instant("2026-12-01T11:00:00Z").value();
    ASSERT_TRUE(book.add(next));
    const auto version_on = [&](std::string_view on, std::string_view known_at) {
        return book.find("hearing-aids", day(on), parse_instant(known_at).value())->version;
    };
    EXPECT_EQ(version_on("2026-12-01", "2026-12-01T10:59:59Z"), 1);
    EXPECT_EQ(version_on("2026-12-01", "2026-12-01T11:00:00Z"), 2);
    EXPECT_EQ(version_on("2026-11-30", "2026-12-01T11:00:00Z"), 1);
}

TEST(PathwayBook, RefusesAVersionNumberTwice) {
    pathway_book book;
    ASSERT_TRUE(book.add(version_of(1, "2024-04-01", "2025-03-31")));
    const auto again = book.add(version_of(1, "2025-04-01"));
    ASSERT_TRUE(again.has_error());
    EXPECT_EQ(again.error().faults.front().pointer, "/version");
    // Another pathway has numbers and dates of its own.
    auto other = version_of(1, "2024-04-01");
    other.code = "glasses";
    EXPECT_TRUE(book.add(std::move(other)));
}

TEST(PathwayBook, KeepsWhatItHandedOut) {
    pathway_book book;
    ASSERT_TRUE(book.add(version_of(1, "2024-04-01", "2025-03-31")));
    const auto* const held = book.find("hearing-aids", day("2024-05-01"));
    for (int version = 2; version < 50; ++version) {
        const auto year = std::to_string(2024 + version);
        ASSERT_TRUE(book.add(version_of(version, year + "-04-01", year + "-05-01")));
    }
    EXPECT_EQ(book.find("hearing-aids", day("2024-05-01")), held);
}

TEST(BuiltInPathways, AreTheSevenOfTheContract) {
    struct row {
        std::string_view code;
        std::vector<std::string_view> events; // in the order of the contract
    };
    const std::vector<std::string_view> therapy{"received",    "triaged",       "accepted",  "appointment_booked",
                                                "not_brought", "first_contact", "discharged"};
    const std::vector<std::string_view> assessment{"received",        "triaged",       "accepted", "appointment_booked",
                                                   "not_brought",     "first_contact", "assessed", "outcome_shared",
                                                   "support_offered", "discharged"};
    const std::vector<row> rows{
        {"equipment",
         {"identified", "assessed", "approved", "ordered", "part_delivered", "delivered", "fitted", "closed"}},
        {"slt", therapy},
        {"ot", therapy},
        {"physio", therapy},
        {"asd", assessment},
        {"adhd", assessment},
        {"ehcp-advice", {"received", "advice_sent"}}};
    EXPECT_EQ(builtin_pathways().current().size(), rows.size());
    for (const auto& [code, events] : rows) {
        const auto& rules = builtin(code);
        auto at = rules.events.begin();
        for (const auto type : events) {
            at = std::find_if(at, rules.events.end(), [&](const event_rule& one) { return one.type == type; });
            EXPECT_NE(at, rules.events.end()) << code << " lacks, or has out of order, " << type;
        }
        for (const std::string_view common : {"declined", "withdrawn", "transferred", "closed", "corrected",
                                              "confirmed_waiting", "note", "breach_explained", "breached"}) {
            ASSERT_NE(rules.rule_of(common), nullptr);
            EXPECT_TRUE(rules.rule_of(common)->common);
        }
        EXPECT_EQ(rules.prefix.size(), 2U);
        EXPECT_EQ(rules.opens_with, events.front());
    }
}

TEST(BuiltInPathways, HaveALadderThatClimbsToTheCommissioner) {
    for (const auto* const rules : builtin_pathways().current()) {
        for (const auto& rule : rules->targets) {
            std::vector<int> days;
            for (const auto& step : rule.ladder) {
                days.push_back(step.days_from_due.value());
            }
            EXPECT_EQ(days, (std::vector<int>{-14, -7, 0, 7, 14, 28})) << rules->code << " " << rule.code;
            EXPECT_EQ(rule.ladder.front().role, "requester");
            EXPECT_EQ(rule.ladder.back().role, "area_commissioner");
        }
    }
}

} // namespace
} // namespace clockstart::domain
