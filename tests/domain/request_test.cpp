#include "domain/request.hpp"

#include "story.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

namespace json = boost::json;

TEST(AgeOn, ChangesOnTheBirthday) {
    struct row {
        std::string_view born, on;
        int age;
    };
    for (const auto& [born, on, age] : {
             row{"2018-05-05", "2026-05-04", 7},
             row{"2018-05-05", "2026-05-05", 8},
             row{"2018-05-05", "2026-05-06", 8},
             row{"2018-05-31", "2026-06-01", 8},
             row{"2018-12-31", "2026-01-01", 7},
             row{"2018-05-05", "2018-05-05", 0},
             row{"2012-02-29", "2026-02-28", 13}, // English law: the birthday is 1 March where there is no 29th
             row{"2012-02-29", "2026-03-01", 14},
             row{"2012-02-29", "2024-02-28", 11},
             row{"2012-02-29", "2024-02-29", 12},
             row{"2001-05-01", "2026-04-30", 24},
             row{"2001-05-01", "2026-05-01", 25},
         }) {
        EXPECT_EQ(age_on(day(born), day(on)), age) << born << " on " << on;
    }
}

TEST(RequestFacts, AreReadAsTheyWereShown) {
    const request_facts facts{.service = "EQ-A",
                              .priority = "urgent",
                              .setting = "both",
                              .funder = "joint",
                              .items = {{1, "sensory", "22 27 12", 2}, {2, "other", "", 1}},
                              .school_urn = 999'001,
                              .sex = "female",
                              .ethnicity = "mixed",
                              .deprivation_decile = 3,
                              .age_years = 0,
                              .continues = "EQ-7K3M-2Q9D"};
    const auto read = read_facts(json::parse(json::serialize(show_facts(facts))).as_object());
    EXPECT_EQ(json::serialize(show_facts(read)), json::serialize(show_facts(facts)));
    ASSERT_EQ(read.items.size(), 2U);
    EXPECT_EQ(read.items[1].number, 2);
    EXPECT_EQ(read.items[0].quantity, 2);
    EXPECT_EQ(read.school_urn, 999'001);
    EXPECT_EQ(read.age_years, 0);
    EXPECT_EQ(read.continues, "EQ-7K3M-2Q9D");
}

TEST(RequestFacts, NotGivenStayNotGiven) {
    const auto read = read_facts(show_facts({.service = "EQ-A"}));
    EXPECT_EQ(read.priority, "routine");
    EXPECT_EQ(read.setting, "");
    EXPECT_EQ(read.funder, "");
    EXPECT_TRUE(read.items.empty());
    EXPECT_EQ(read.school_urn, std::nullopt);
    EXPECT_EQ(read.age_years, std::nullopt);
    EXPECT_EQ(read.deprivation_decile, std::nullopt);
    EXPECT_EQ(read.sex, "not_known");
    EXPECT_EQ(read.ethnicity, "not_known");
    // A ledger written by a newer program.
    EXPECT_EQ(read_facts({{"service", "EQ-A"}, {"colour", "red"}, {"priority", "urgent"}}).priority, "urgent");
}

std::string where(std::initializer_list<told> story, std::string_view as_at, std::string_view pathway = "slt") {
    const auto state = fold_request(builtin(pathway), effective_events(ledger_of(story)), day(as_at));
    std::string text =
        state.stage + " since " + format_date(state.stage_since) + (state.open ? ", open" : ", closed") + ", at";
    for (const auto& one : state.placements) {
        text += " " + one.service + " from " + format_date(one.from);
    }
    EXPECT_EQ(state.service, state.placements.back().service);
    return text;
}

TEST(RequestState, FollowsTheStages) {
    const auto at = [](std::string_view as_at) {
        return where({{"received", "2026-01-05", {{"service", "A"}}},
                      {"triaged", "2026-01-07"},
                      {"not_brought", "2026-02-02"},
                      {"note", "2026-02-03"},
                      {"first_contact", "2026-03-02"},
                      {"discharged", "2026-04-01"}},
                     as_at);
    };
    EXPECT_EQ(at("2026-01-05"), "received since 2026-01-05, open, at A from 2026-01-05");
    EXPECT_EQ(at("2026-03-01"), "triaged since 2026-01-07, open, at A from 2026-01-05");
    EXPECT_EQ(at("2026-03-02"), "first_contact since 2026-03-02, open, at A from 2026-01-05");
    EXPECT_EQ(at("2026-12-31"), "discharged since 2026-04-01, closed, at A from 2026-01-05");
}

TEST(RequestState, FollowsTransfers) {
    const auto at = [](std::string_view as_at) {
        return where({{"received", "2026-01-05", {{"service", "A"}}},
                      {"transferred", "2026-02-02", {{"to_service", "B"}}},
                      {"transferred", "2026-03-02", {{"to_service", "A"}}}},
                     as_at);
    };
    EXPECT_EQ(at("2026-02-01"), "received since 2026-01-05, open, at A from 2026-01-05");
    EXPECT_EQ(at("2026-02-02"), "received since 2026-01-05, open, at A from 2026-01-05 B from 2026-02-02");
    EXPECT_EQ(at("2026-03-02"),
              "received since 2026-01-05, open, at A from 2026-01-05 B from 2026-02-02 A from 2026-03-02");
}

TEST(RequestState, MovesWithACorrectedStart) {
    EXPECT_EQ(
        where({{"received", "2026-01-05", {{"service", "A"}}}, {"corrected", "2026-01-01", corrects(1)}}, "2026-02-01"),
        "received since 2026-01-01, open, at A from 2026-01-01");
}

TEST(RequestState, StaysClosedWhenACorrectionPutsTheClosingFirst) {
    EXPECT_EQ(where({{"identified", "2026-01-05", {{"service", "A"}}},
                     {"delivered", "2026-02-02"},
                     {"closed", "2026-02-09"},
                     {"corrected", "2026-01-20", corrects(3)}},
                    "2026-03-01", "equipment"),
              "closed since 2026-01-20, closed, at A from 2026-01-05");
    EXPECT_EQ(where({{"identified", "2026-01-05", {{"service", "A"}}},
                     {"delivered", "2026-02-02"},
                     {"closed", "2026-02-09"},
                     {"corrected", "2026-02-09", corrects(3, true)}},
                    "2026-03-01", "equipment"),
              "delivered since 2026-02-02, open, at A from 2026-01-05");
}

TEST(RequestState, CountsWhatWasDelivered) {
    const json::object asked{
        {"service", "A"},
        {"items", {{{"category", "sensory"}, {"quantity", 3}}, {{"category", "communication"}, {"quantity", 1}}}}};
    const auto part = [](int item, int quantity) {
        return json::object{{"items", {{{"item", item}, {"quantity", quantity}}}}};
    };
    const auto ledger = ledger_of({{"identified", "2026-01-05", asked},
                                   {"part_delivered", "2026-01-20", part(1, 1)},
                                   {"part_delivered", "2026-01-25", part(1, 1)},
                                   {"part_delivered", "2026-01-26", part(7, 1)}, // no such item
                                   {"part_delivered", "2026-01-27"},
                                   {"delivered", "2026-02-02"}});
    const auto delivered = [&](std::string_view as_at) {
        return fold_request(builtin("equipment"), ledger, day(as_at)).delivered;
    };
    EXPECT_EQ(delivered("2026-01-05"), (std::vector{0, 0}));
    EXPECT_EQ(delivered("2026-01-20"), (std::vector{1, 0}));
    EXPECT_EQ(delivered("2026-01-31"), (std::vector{2, 0}));
    EXPECT_EQ(delivered("2026-02-02"), (std::vector{3, 1}));
}

TEST(RequestState, KnowsWhetherAMissedVisitIsUnresolved) {
    const auto unresolved = [](std::initializer_list<told> story) {
        return fold_request(builtin("asd"), ledger_of(story), day("2026-12-31")).not_brought_unresolved;
    };
    const told received{"received", "2026-01-05", {{"service", "A"}}};
    EXPECT_FALSE(unresolved({received}));
    EXPECT_TRUE(unresolved({received, {"not_brought", "2026-02-02"}}));
    EXPECT_TRUE(unresolved({received, {"not_brought", "2026-02-02"}, {"triaged", "2026-02-03"}}));
    EXPECT_FALSE(unresolved({received, {"not_brought", "2026-02-02"}, {"appointment_booked", "2026-02-03"}}));
    EXPECT_FALSE(unresolved({received, {"not_brought", "2026-02-02"}, {"assessed", "2026-02-03"}}));
    EXPECT_TRUE(unresolved({received, {"appointment_booked", "2026-02-01"}, {"not_brought", "2026-02-02"}}));
}

} // namespace
} // namespace clockstart::domain
