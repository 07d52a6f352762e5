#include "domain/clock.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace clockstart::domain {
namespace {

TEST(Pause, MovesTheDueDateByItsDays) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"on_hold", "2026-01-15"},
                                   {"resumed", "2026-01-22"},
                                   {"on_hold", "2026-01-30"},
                                   {"resumed", "2026-02-02"},
                                   {"fitted", "2026-02-14"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-14"), "running 9, due 2026-02-04, 21 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-15"), "paused 10, due 2026-02-04, 20 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-21"), "paused 10, due 2026-02-10, 20 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-22"), "running 10, due 2026-02-11, 20 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-23"), "running 11, due 2026-02-11, 19 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-01"), "paused 18, due 2026-02-13, 12 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-13"), "running 29, due 2026-02-14, 1 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-14"), "met 30, due 2026-02-14, stopped 2026-02-14");
}

TEST(Pause, WaitsForNoInstantUntilItIsOver) {
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-01-15"}, {"resumed", "2026-01-22"}});
    const auto at = [&](std::string_view as_at) {
        return fold_clock(hearing_aids().headline(), ledger, england_calendar(), day(as_at)).front();
    };
    EXPECT_EQ(breach_to_come(at("2026-01-14"), day("2026-01-14")), first_instant(day("2026-02-05")));
    EXPECT_EQ(breach_to_come(at("2026-01-20"), day("2026-01-20")), std::nullopt);
    EXPECT_EQ(at("2026-01-20").paused_days, 5);
    EXPECT_EQ(at("2026-01-20").pauses.front(), std::pair(day("2026-01-15"), std::optional<civil_date>{}));
    EXPECT_EQ(breach_to_come(at("2026-01-25"), day("2026-01-25")), first_instant(day("2026-02-12")));
    EXPECT_EQ(at("2026-01-25").paused_days, 7);
    EXPECT_EQ(at("2026-01-25").pauses.front(), std::pair(day("2026-01-15"), std::optional{day("2026-01-22")}));
}

TEST(Pause, ForYearsIsNeverABreach) {
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-01-15"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2028-01-15"), "paused 10, due 2028-02-04, 20 left");
}

TEST(Pause, OnTheLastDayKeepsTheWaitInside) {
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-02-04"}, {"resumed", "2026-02-11"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-11"), "running 30, due 2026-02-11, 0 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-12"), "breached 31, due 2026-02-11, -1 left");
}

// The breach has happened, at its instant, and was recorded with its due date: a pause that comes later changes
// neither.
TEST(Pause, AfterTheBreachDoesNotMoveTheDueDate) {
    const auto ledger = ledger_of(
        {{"received", "2026-01-05"}, {"on_hold", "2026-02-09"}, {"resumed", "2026-02-19"}, {"fitted", "2026-02-20"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-05"), "breached 31, due 2026-02-04, -1 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-15"), "paused 35, due 2026-02-04, -5 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-19"), "breached 35, due 2026-02-04, -5 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-20"), "missed 36, due 2026-02-04, stopped 2026-02-20");
}

TEST(Pause, TwiceInARowIsOneAndResumingTwiceIsOnce) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"resumed", "2026-01-06"},
                                   {"on_hold", "2026-01-10"},
                                   {"on_hold", "2026-01-12"},
                                   {"resumed", "2026-01-14"},
                                   {"resumed", "2026-01-20"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-21"), "running 12, due 2026-02-08, 18 left");
}

TEST(Pause, OfNoLengthChangesNothing) {
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-01-10"}, {"resumed", "2026-01-10"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-21"), "running 16, due 2026-02-04, 14 left");
}

TEST(Pause, EndsWithTheClock) {
    for (const auto& [type, state] : {std::pair{"fitted", "met"}, std::pair{"closed", "ended"}}) {
        const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-01-10"}, {type, "2026-03-01"}});
        EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-04-01"),
                  std::string{state} + " 5, due 2026-03-26, stopped 2026-03-01");
        const auto stopped =
            fold_clock(hearing_aids().headline(), ledger, england_calendar(), day("2026-04-01")).front();
        EXPECT_EQ(stopped.paused_days, 50);
        EXPECT_EQ(stopped.pauses.front().second, day("2026-03-01"));
    }
}

TEST(Pause, OfALimitInWorkingDaysTakesOutWorkingDays) {
    // Ten working days from Monday 5 January end on Monday the 19th; from Thursday the 8th to Wednesday the 14th four
    // of them do not count.
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-01-08"}, {"resumed", "2026-01-14"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-07", "collected"), "running 2, due 2026-01-19, 8 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-11", "collected"), "paused 3, due 2026-01-20, 7 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-14", "collected"), "running 3, due 2026-01-23, 7 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-23", "collected"), "running 10, due 2026-01-23, 0 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-24", "collected"), "breached 10, due 2026-01-23, 0 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-01-26", "collected"), "breached 11, due 2026-01-23, -1 left");
}

TEST(Pause, IsExplained) {
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"on_hold", "2026-01-15"}, {"resumed", "2026-01-22"}});
    const auto found = fold_clock(hearing_aids().headline(), ledger, england_calendar(), day("2026-02-15")).front();
    ASSERT_EQ(found.trace.size(), 4U);
    const std::vector<int> days{10, 7, 20, 4};
    const std::vector<bool> counted{true, false, true, true};
    for (std::size_t place = 0; place < 4; ++place) {
        EXPECT_EQ(found.trace[place].days, days[place]);
        EXPECT_EQ(found.trace[place].counted, counted[place]);
        EXPECT_FALSE(found.trace[place].because.empty());
    }
    EXPECT_EQ(found.waited_days, 34);
    EXPECT_NE(found.trace[2].because, found.trace[3].because); // inside, then past the due date
}

} // namespace
} // namespace clockstart::domain
