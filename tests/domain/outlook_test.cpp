#include "domain/outlook.hpp"

#include "tests/domain/story.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace clockstart::domain {

namespace {

// The watches of a request that are reached up to the end of a day: "no_next_step 2026-01-16".
std::string watches(std::string_view pathway, std::initializer_list<told> story, std::string_view until) {
    const auto& rules = builtin(pathway);
    const auto ledger = ledger_of(story);
    const auto events = effective_events(ledger);
    const auto state = fold_request(rules, events, day(until));
    const auto clocks = fold_clocks(rules, events, england_calendar(), day(until), false);
    const auto now = first_instant(day(until) + std::chrono::days{1}) - std::chrono::microseconds{1};
    std::string text;
    const directory places;
    const ladder_book ladders;
    const auto ahead =
        steps_ahead({{rules, state, clocks, events, england_calendar()}, ledger, state.service, places, ladders}, now);
    for (const auto& one : ahead) {
        if (one.target.empty() && one.at <= now) {
            text.append(text.empty() ? "" : ", ").append(one.code).append(" ").append(format_date(london_date(one.at)));
        }
    }
    return text;
}

} // namespace

// 5 January 2026 is a Monday.
TEST(Watch, AsksForTheNextStepAfterTenWorkingDays) {
    EXPECT_EQ(watches("equipment", {{"identified", "2026-01-05"}}, "2026-01-19"), "");
    EXPECT_EQ(watches("equipment", {{"identified", "2026-01-05"}}, "2026-01-20"), "no_next_step 2026-01-20");
    EXPECT_EQ(
        watches("equipment",
                {{"identified", "2026-01-05"}, {"next_step_planned", "2026-01-06", {{"planned_for", "2026-01-30"}}}},
                "2026-02-02"),
        "");
}

TEST(Watch, NoticesThatNothingHappens) {
    EXPECT_EQ(watches("slt", {{"received", "2026-01-05"}, {"note", "2026-01-20"}}, "2026-02-17"),
              "no_next_step 2026-01-20");
    EXPECT_EQ(watches("slt", {{"received", "2026-01-05"}, {"note", "2026-01-20"}}, "2026-02-18"),
              "no_next_step 2026-01-20, nothing_happened 2026-02-18");
}

TEST(Watch, NoticesATransferThatNobodyTakesUp) {
    const told transfer{"transferred", "2026-01-05", {{"to_service", "elsewhere"}}};
    EXPECT_EQ(watches("slt", {{"received", "2026-01-05"}, transfer}, "2026-01-12"), "");
    EXPECT_EQ(watches("slt", {{"received", "2026-01-05"}, transfer}, "2026-01-13"), "transfer_not_accepted 2026-01-13");
    EXPECT_EQ(watches("slt", {{"received", "2026-01-05"}, transfer, {"transfer_accepted", "2026-01-06"}}, "2026-01-13"),
              "");
}

TEST(Watch, AsksForADecisionWhenAChildWasNotBrought) {
    EXPECT_EQ(watches("slt", {{"received", "2026-01-02"}, {"not_brought", "2026-01-09"}}, "2026-01-12"), "");
    EXPECT_EQ(watches("slt", {{"received", "2026-01-02"}, {"not_brought", "2026-01-09"}}, "2026-01-13"),
              "visit_needs_decision 2026-01-13");
    EXPECT_EQ(watches("slt",
                      {{"received", "2026-01-02"}, {"not_brought", "2026-01-09"}, {"appointment_booked", "2026-01-12"}},
                      "2026-01-13"),
              "");
}

TEST(Watch, SaysWhenEquipmentIsToBeReviewed) {
    EXPECT_EQ(watches("equipment", {{"identified", "2026-01-05"}, {"delivered", "2026-01-12"}}, "2026-07-14"),
              "equipment_review 2026-07-14");
    EXPECT_EQ(watches("equipment",
                      {{"identified", "2026-01-05"}, {"delivered", "2026-01-12"}, {"review_held", "2026-06-30"}},
                      "2026-12-29"),
              "");
    EXPECT_EQ(watches("equipment",
                      {{"identified", "2026-01-05"}, {"delivered", "2026-01-12"}, {"closed", "2026-06-30"}},
                      "2026-12-29"),
              "");
}

TEST(Outlook, KeepsOfALateEntryTheBreachAndTheLastOfEachLadderAndWatch) {
    const auto at = [](std::string_view on) { return first_instant(day(on)); };
    const std::vector<step> reached{
        {"delivered", "due-14", "team", day("2026-01-20"), at("2026-01-06"), true},
        {"delivered", "breach", "team", day("2026-01-20"), at("2026-01-21"), false},
        {"", "nothing_happened", "team", day("2026-01-25"), at("2026-01-26"), false},
        {"delivered", "due+7", "team", day("2026-01-20"), at("2026-01-27"), false},
        {"", "nothing_happened", "team", day("2026-04-25"), at("2026-04-26"), false},
    };
    std::string kept;
    for (const auto& one : worth_telling(reached)) {
        kept.append(kept.empty() ? "" : " ").append(one.code).append("@").append(format_date(one.due_on));
    }
    EXPECT_EQ(kept, "breach@2026-01-20 due+7@2026-01-20 nothing_happened@2026-04-25");
}

TEST(Outlook, SkipsAWarningThatItsBreachHasOvertaken) {
    const auto at = [](std::string_view on) { return first_instant(day(on)); };
    const step warning{"delivered", "due-14", "team", day("2026-01-20"), at("2026-01-06"), true};
    const step breach{"delivered", "breach", "team", day("2026-01-20"), at("2026-01-21"), false};
    const step other{"answered", "breach", "team", day("2026-01-20"), at("2026-01-21"), false};
    EXPECT_EQ(reason_to_skip(warning, std::vector{warning, breach}), "overtaken_by_breach");
    EXPECT_EQ(reason_to_skip(warning, std::vector{warning, other}), "");
    EXPECT_EQ(reason_to_skip(breach, std::vector{warning, breach}), "");
}

} // namespace clockstart::domain
