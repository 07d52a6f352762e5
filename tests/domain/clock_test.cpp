#include "domain/clock.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

struct built_in_target {
    std::string_view pathway, target, starts, meets;
    int days;
    std::string_view limit;
};
constexpr built_in_target built_in_targets[] = {
    {"equipment", "delivered", "identified", "delivered", 42, "6 weeks"},
    {"slt", "first_contact", "received", "first_contact", 126, "18 weeks"},
    {"ot", "first_contact", "received", "first_contact", 126, "18 weeks"},
    {"physio", "first_contact", "received", "first_contact", 126, "18 weeks"},
    {"asd", "first_contact", "received", "first_contact", 91, "13 weeks"},
    {"asd", "outcome", "received", "outcome_shared", 364, "52 weeks"},
    {"adhd", "first_contact", "received", "first_contact", 91, "13 weeks"},
    {"adhd", "outcome", "received", "outcome_shared", 364, "52 weeks"},
    {"ehcp-advice", "advice_sent", "received", "advice_sent", 42, "6 weeks"},
};

class EveryBuiltInTarget : public testing::TestWithParam<built_in_target> {
protected:
    const target& rule() const { return *builtin(GetParam().pathway).target_of(GetParam().target); }
    clock after(civil_date start, int days, std::optional<int> met_after = std::nullopt) const {
        std::vector<event> events{{.sequence = 1, .type = std::string{GetParam().starts}, .on = start}};
        if (met_after) {
            events.push_back(
                {.sequence = 2, .type = std::string{GetParam().meets}, .on = start + std::chrono::days{*met_after}});
        }
        const auto clocks = fold_clock(rule(), events, england_calendar(), start + std::chrono::days{days});
        EXPECT_EQ(clocks.size(), 1U);
        return clocks.back();
    }
    // Starts whose due days and breaches fall on both DST nights, a leap day, Christmas and the turn of the year.
    std::vector<civil_date> starts() const {
        const auto back = std::chrono::days{GetParam().days};
        return {day("2026-01-05"),        day("2026-03-29") - back, day("2026-03-28") - back,
                day("2026-10-25") - back, day("2026-10-24") - back, day("2024-02-29") - back,
                day("2024-02-28") - back, day("2026-12-25") - back, day("2026-12-31") - back};
    }
};

TEST_P(EveryBuiltInTarget, HasDayNOfNInsideAndTheNextDayBreached) {
    const int limit = GetParam().days;
    for (const auto start : starts()) {
        const auto inside = after(start, limit);
        EXPECT_EQ(inside.state, clock_state::running);
        EXPECT_EQ(inside.waited_days, limit);
        EXPECT_EQ(inside.remaining_days, 0);
        EXPECT_EQ(inside.due_on, start + std::chrono::days{limit});
        const auto breach = breach_to_come(inside, start + std::chrono::days{limit});
        ASSERT_EQ(breach, first_instant(*inside.due_on + std::chrono::days{1}));
        EXPECT_EQ(london_date(*breach), *inside.due_on + std::chrono::days{1});
        EXPECT_EQ(london_date(*breach - std::chrono::microseconds{1}), *inside.due_on);
        EXPECT_EQ(inside.limit.text(), GetParam().limit);
        const auto late = after(start, limit + 1);
        EXPECT_EQ(late.state, clock_state::breached);
        EXPECT_EQ(late.waited_days, limit + 1);
        EXPECT_EQ(late.remaining_days, -1);
        EXPECT_EQ(late.due_on, inside.due_on);
        EXPECT_EQ(breach_to_come(late, start + std::chrono::days{limit + 1}), std::nullopt);
    }
}

TEST_P(EveryBuiltInTarget, IsMetOnTheDueDayAndMissedTheDayAfter) {
    const int limit = GetParam().days;
    for (const auto start : starts()) {
        const auto met = after(start, limit + 100, limit);
        EXPECT_EQ(met.state, clock_state::met);
        EXPECT_EQ(met.waited_days, limit);
        EXPECT_EQ(met.stopped_on, met.due_on);
        EXPECT_EQ(met.stopped_by, GetParam().meets);
        EXPECT_EQ(met.remaining_days, std::nullopt);
        EXPECT_EQ(breach_to_come(met, start + std::chrono::days{limit + 100}), std::nullopt);
        const auto missed = after(start, limit + 100, limit + 1);
        EXPECT_EQ(missed.state, clock_state::missed);
        EXPECT_EQ(missed.waited_days, limit + 1);
        EXPECT_EQ(missed.remaining_days, std::nullopt);
    }
}

TEST_P(EveryBuiltInTarget, IsMetOnTheDayItStarted) {
    const auto met = after(day("2026-01-05"), 0, 0);
    EXPECT_EQ(met.state, clock_state::met);
    EXPECT_EQ(met.waited_days, 0);
}

TEST_P(EveryBuiltInTarget, DoesNotSeeWhatHappensAfterTheDayAskedAbout) {
    EXPECT_EQ(after(day("2026-01-05"), 9, 10).state, clock_state::running);
    EXPECT_EQ(after(day("2026-01-05"), 9, 10).waited_days, 9);
    EXPECT_EQ(after(day("2026-01-05"), 10, 10).state, clock_state::met);
    EXPECT_EQ(after(day("2026-01-05"), -1).state, clock_state::not_started);
}

INSTANTIATE_TEST_SUITE_P(Clock, EveryBuiltInTarget, testing::ValuesIn(built_in_targets), [](const auto& one) {
    std::string name = std::string{one.param.pathway} + "_" + std::string{one.param.target};
    std::erase(name, '-');
    return name;
});

TEST(Clock, WithoutItsStartingEventHasNotStarted) {
    const auto clocks =
        fold_clocks(hearing_aids(), ledger_of({{"received", "2026-01-05"}}), england_calendar(), day("2026-01-10"));
    ASSERT_EQ(clocks.size(), 4U);
    EXPECT_EQ(clocks[2].target, "reviewed");
    EXPECT_EQ(clocks[2].state, clock_state::not_started);
    EXPECT_EQ(clocks[2].started_on, std::nullopt);
    EXPECT_EQ(clocks[2].waited_days, std::nullopt);
    EXPECT_EQ(clocks[2].due_on, std::nullopt);
    EXPECT_TRUE(clocks[2].trace.empty());
}

// Events on one line, what the headline clock says on the other.
TEST(Clock, OfEquipmentKeepsRunningUntilAllIsDelivered) {
    const auto& rules = builtin("equipment");
    const auto ledger = ledger_of({{"identified", "2026-01-05"},
                                   {"assessed", "2026-01-12"},
                                   {"approved", "2026-01-19"},
                                   {"ordered", "2026-01-20"},
                                   {"part_delivered", "2026-02-02"},
                                   {"delivered", "2026-02-16"},
                                   {"fitted", "2026-03-02"}});
    EXPECT_EQ(told_in_short(rules, ledger, "2026-01-04"), "not_started");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-01-05"), "running 0, due 2026-02-16, 42 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-02"), "running 28, due 2026-02-16, 14 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-15"), "running 41, due 2026-02-16, 1 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-16"), "met 42, due 2026-02-16, stopped 2026-02-16");
    EXPECT_EQ(told_in_short(rules, ledger, "2027-01-01"), "met 42, due 2026-02-16, stopped 2026-02-16");
}

TEST(Clock, StoppedOtherwiseHasEnded) {
    for (const std::string_view pathway : {"equipment", "slt", "ot", "physio", "asd", "adhd", "ehcp-advice"}) {
        const auto& rules = builtin(pathway);
        for (const std::string_view type : {"declined", "withdrawn", "closed"}) {
            for (const auto& rule : rules.targets) {
                const auto clocks =
                    fold_clock(rule, ledger_of({{rules.opens_with, "2026-01-05"}, {type, "2026-12-01"}}),
                               england_calendar(), day("2027-06-01"));
                ASSERT_EQ(clocks.size(), 1U);
                EXPECT_EQ(clocks[0].state, clock_state::ended)
                    << pathway << " " << type; // never met, never missed, however late
                EXPECT_EQ(clocks[0].waited_days, 330);
                EXPECT_EQ(clocks[0].stopped_by, type);
            }
        }
    }
}

TEST(Clock, RunsOnThroughATransfer) {
    const auto ledger =
        ledger_of({{"received", "2026-01-05"}, {"transferred", "2026-02-01", {{"to_service", "SLT-B"}}}});
    EXPECT_EQ(told_in_short(builtin("slt"), ledger, "2026-03-01"), "running 55, due 2026-05-11, 71 left");
}

TEST(Clock, IsStoppedByActiveMonitoringAndNeverPaused) {
    const auto& rules = builtin("slt");
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"active_monitoring", "2026-02-02"},
                                   {"decision_to_treat", "2026-06-01"},
                                   {"first_contact", "2026-06-22"}});
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-01"), "running 27, due 2026-05-11, 99 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-05-31"), "ended 28, due 2026-05-11, stopped 2026-02-02");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-06-02"),
              "ended 28, due 2026-05-11, stopped 2026-02-02; running 1, due 2026-10-05, 125 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-12-01"),
              "ended 28, due 2026-05-11, stopped 2026-02-02; met 21, due 2026-10-05, stopped 2026-06-22");
    const auto clocks = fold_clock(rules.headline(), ledger, england_calendar(), day("2026-12-01"));
    EXPECT_EQ(clocks[0].paused_days, 0);
    EXPECT_EQ(clocks[0].period, 1);
    EXPECT_EQ(clocks[1].period, 2);
    EXPECT_EQ(&headline_clock(rules, clocks), &clocks[1]);
}

TEST(Clock, ThatWasMetIsNotStartedAgainByADecisionToTreat) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"first_contact", "2026-02-02"},
                                   {"active_monitoring", "2026-03-02"},
                                   {"decision_to_treat", "2026-04-06"}});
    EXPECT_EQ(told_in_short(builtin("asd"), ledger, "2026-05-01"), "met 28, due 2026-04-06, stopped 2026-02-02");
    EXPECT_EQ(told_in_short(builtin("asd"), ledger, "2026-05-01", "outcome"),
              "ended 56, due 2027-01-04, stopped 2026-03-02; running 25, due 2027-04-05, 339 left");
}

TEST(Clock, OfAnAssessmentHasTwoTargetsWithOneStart) {
    const auto ledger =
        ledger_of({{"received", "2026-01-05"}, {"first_contact", "2026-04-06"}, {"outcome_shared", "2027-01-05"}});
    EXPECT_EQ(told_in_short(builtin("adhd"), ledger, "2027-02-01"), "met 91, due 2026-04-06, stopped 2026-04-06");
    EXPECT_EQ(told_in_short(builtin("adhd"), ledger, "2027-02-01", "outcome"),
              "missed 365, due 2027-01-04, stopped 2027-01-05");
}

TEST(ClockState, HasTheNamesOfTheContract) {
    for (const std::string_view name :
         {"not_started", "running", "breached", "met", "missed", "ended", "paused", "nullified"}) {
        ASSERT_TRUE(clock_state_of(name)) << name;
        EXPECT_EQ(name_of(*clock_state_of(name)), name);
    }
    EXPECT_EQ(clock_state_of("late"), std::nullopt);
    EXPECT_EQ(clock_state_of(""), std::nullopt);
    EXPECT_EQ(clock_state_of("Running"), std::nullopt);
}

} // namespace
} // namespace clockstart::domain
