#include "domain/board.hpp"

#include "board_rows.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

constexpr std::string_view outcomes[] = {"waiting", "met", "missed", "ended", "nullified", "moved"};

// "service started>from..until how", a star for the row that a worklist shows.
std::string shown(std::span<const board_row> rows, std::uint8_t target = 0) {
    std::string text;
    const auto date = [](std::int32_t number) {
        return number == board_row::never ? "" : format_date(date_of(number)).substr(5);
    };
    for (const auto& one : rows) {
        if (one.target == target) {
            text += (text.empty() ? "" : ", ") + places_of_histories().services()[one.service].code + " " +
                    date(one.started) + ">" + date(one.from) + ".." + date(one.until) + " " +
                    std::string{outcomes[static_cast<std::size_t>(one.how)]} + (one.current ? "*" : "");
        }
    }
    return text;
}

std::string told(std::initializer_list<clockstart::domain::told> story, std::string_view pathway = "slt") {
    return shown(rows_of(1, builtin(pathway), ledger_of(story)));
}

const clockstart::domain::told received{"received", "2026-01-05", {{"service", "slt-A"}}};
clockstart::domain::told moved(std::string_view on, std::string_view service) {
    return {"transferred", on, {{"to_service", service}}};
}

TEST(BoardRows, AreOneForAWaitInOneService) {
    EXPECT_EQ(told({received}), "slt-A 01-05>01-05.. waiting*");
    EXPECT_EQ(told({received, {"first_contact", "2026-02-02"}}), "slt-A 01-05>01-05..02-02 met*");
    EXPECT_EQ(told({received, {"first_contact", "2026-12-02"}}), "slt-A 01-05>01-05..12-02 missed*");
    EXPECT_EQ(told({received, {"withdrawn", "2026-12-02"}}), "slt-A 01-05>01-05..12-02 ended*");
    EXPECT_EQ(told({received, {"first_contact", "2026-01-05"}}), "slt-A 01-05>01-05..01-05 met*");
}

TEST(BoardRows, SplitAWaitThatMoved) {
    EXPECT_EQ(told({received, moved("2026-02-01", "slt-B")}),
              "slt-A 01-05>01-05..02-01 moved, slt-B 01-05>02-01.. waiting*");
    EXPECT_EQ(told({received, moved("2026-02-01", "slt-B"), {"first_contact", "2026-03-01"}}),
              "slt-A 01-05>01-05..02-01 moved, slt-B 01-05>02-01..03-01 met*");
    EXPECT_EQ(told({received, moved("2026-02-01", "slt-B"), moved("2026-02-01", "slt-C")}),
              "slt-A 01-05>01-05..02-01 moved, slt-C 01-05>02-01.. waiting*");
    EXPECT_EQ(told({received, moved("2026-01-05", "slt-B")}), "slt-B 01-05>01-05.. waiting*");
    EXPECT_EQ(told({received, moved("2026-02-01", "slt-B"), moved("2026-03-01", "slt-A")}),
              "slt-A 01-05>01-05..02-01 moved, slt-B 01-05>02-01..03-01 moved, slt-A 01-05>03-01.. waiting*");
}

TEST(BoardRows, KeepAStopOnTheDayOfTheMove) {
    EXPECT_EQ(told({received, moved("2026-02-01", "slt-B"), {"first_contact", "2026-02-01"}}),
              "slt-A 01-05>01-05..02-01 met*");
    EXPECT_EQ(told({received, {"first_contact", "2026-02-01"}, moved("2026-02-01", "slt-B")}),
              "slt-A 01-05>01-05..02-01 met*");
    EXPECT_EQ(told({received, moved("2026-01-05", "slt-B"), {"first_contact", "2026-01-05"}}),
              "slt-B 01-05>01-05..01-05 met*");
    EXPECT_EQ(told({received, {"first_contact", "2026-02-01"}, moved("2026-03-01", "slt-B")}),
              "slt-A 01-05>01-05..02-01 met*");
}

TEST(BoardRows, AreNotCountedAnywhereOnceNullified) {
    EXPECT_EQ(told({received, moved("2026-02-01", "slt-B"), {"not_brought", "2026-03-01", {{"communicated", true}}}}),
              "slt-A 01-05>01-05..02-01 nullified, slt-B 01-05>02-01..03-01 nullified*");
    EXPECT_EQ(told({received,
                    {"not_brought", "2026-03-01", {{"communicated", true}}},
                    moved("2026-03-10", "slt-B"),
                    {"appointment_booked", "2026-03-20"}}),
              "slt-A 01-05>01-05..03-01 nullified, slt-B 03-20>03-20.. waiting*");
}

TEST(BoardRows, AreOneForEachPeriodOfEachTarget) {
    const auto rows = rows_of(7, builtin("asd"),
                              ledger_of({{"received", "2026-01-05", {{"service", "asd-A"}}},
                                         {"active_monitoring", "2026-02-01"},
                                         {"decision_to_treat", "2026-03-01"},
                                         {"first_contact", "2026-04-01"}}));
    EXPECT_EQ(shown(rows, 0), "asd-A 01-05>01-05..02-01 ended, asd-A 03-01>03-01..04-01 met*");
    EXPECT_EQ(shown(rows, 1), "asd-A 01-05>01-05..02-01 ended, asd-A 03-01>03-01.. waiting");
    EXPECT_EQ(rows.front().request, 7U);
}

TEST(BoardRows, CarryTheFactsOfTheRequest) {
    const request_facts facts{.service = "equipment-C",
                              .priority = "urgent",
                              .setting = "school",
                              .items = {{1, "communication", "", 1}, {2, "sensory", "", 1}},
                              .school_urn = 999'001,
                              .sex = "male",
                              .ethnicity = "black",
                              .deprivation_decile = 10,
                              .age_years = 25};
    auto row = rows_of(1, builtin("equipment"), ledger_of({{"identified", "2026-01-05", show_facts(facts)}})).at(0);
    EXPECT_EQ(row.school, 999'001U);
    EXPECT_EQ(sexes[row.sex], "male");
    EXPECT_EQ(ethnicities[row.ethnicity], "black");
    EXPECT_EQ(priorities[row.priority], "urgent");
    EXPECT_EQ(settings[row.setting], "school");
    EXPECT_EQ(item_categories[row.category], "communication"); // of the first item
    EXPECT_EQ(row.deprivation, 10);
    EXPECT_EQ(row.age, 25);
    EXPECT_EQ(date_of(row.due), day("2026-02-16"));
    row =
        rows_of(1, builtin("equipment"), ledger_of({{"identified", "2026-01-05", {{"service", "equipment-C"}}}})).at(0);
    EXPECT_EQ(row.school, 0U);
    EXPECT_EQ(row.age, 255);
    EXPECT_EQ(row.setting, 255);
    EXPECT_EQ(row.category, 255);
    EXPECT_EQ(row.deprivation, 0);
}

TEST(BoardRows, HoldTheDueDayWithoutPauses) {
    const auto row = rows_of(1, hearing_aids(),
                             ledger_of({{"received", "2026-01-05", {{"service", "hearing-aids-A"}}},
                                        {"on_hold", "2026-01-10"},
                                        {"resumed", "2026-01-15"},
                                        {"on_hold", "2026-01-20"}}))
                         .at(0);
    EXPECT_EQ(date_of(row.due), day("2026-02-04"));
    ASSERT_EQ(row.pauses.size(), 2U);
    EXPECT_EQ(date_of(row.pauses[0].second), day("2026-01-15"));
    EXPECT_EQ(row.pauses[1].second, board_row::never);
}

TEST(BoardRows, CannotBeOfAServiceThatIsNotThere) {
    EXPECT_THROW(rows_of(1, builtin("slt"), ledger_of({{"received", "2026-01-05", {{"service", "elsewhere"}}}})),
                 std::logic_error);
}

} // namespace
} // namespace clockstart::domain
