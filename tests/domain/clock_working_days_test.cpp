#include "domain/clock.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

TEST(WorkingDayLimit, PassesOverWeekendsAndBankHolidays) {
    struct row {
        std::string_view start, due;
    };
    for (const auto& [start, due] : {
             row{"2026-01-05", "2026-01-12"}, // an ordinary Monday
             row{"2026-01-09", "2026-01-16"}, // Friday
             row{"2026-01-10", "2026-01-16"}, // Saturday, as if Friday
             row{"2026-01-11", "2026-01-16"},
             row{"2026-04-02", "2026-04-13"}, // Maundy Thursday: Good Friday the 3rd, Easter Monday the 6th
             row{"2027-03-25", "2027-04-05"}, // and the year after: 26 and 29 March
             row{"2026-12-22", "2026-12-31"}, // Christmas on a Friday, the 28th is the substitute of Boxing Day
             row{"2026-12-24", "2027-01-05"},
             row{"2027-12-23", "2028-01-04"}, // 27 and 28 December are both substitutes; 3 January 2028 is New Year's
             row{"2024-02-26", "2024-03-04"}, // leap day
             row{"2026-05-01", "2026-05-11"}, // early May
             row{"2026-08-28", "2026-09-07"}, // late summer
         }) {
        const auto clocks = fold_clock(*hearing_aids().target_of("answered"), ledger_of({{"received", start}}),
                                       england_calendar(), day(start));
        EXPECT_EQ(format_date(*clocks[0].due_on), due) << start;
        EXPECT_EQ(clocks[0].remaining_days, 5);
        EXPECT_EQ(breach_to_come(clocks[0], day(start)), first_instant(day(due) + std::chrono::days{1}));
    }
}

TEST(WorkingDayLimit, OverChristmasIsToldDayByDay) {
    const auto ledger = ledger_of({{"received", "2026-12-23"}});
    struct row {
        std::string_view as_at, told;
    };
    for (const auto& [as_at, told] : {
             row{"2026-12-24", "running 1, due 2027-01-04, 4 left"},
             row{"2026-12-25", "running 1, due 2027-01-04, 4 left"},
             row{"2026-12-26", "running 1, due 2027-01-04, 4 left"},
             row{"2026-12-28", "running 1, due 2027-01-04, 4 left"},
             row{"2026-12-29", "running 2, due 2027-01-04, 3 left"},
             row{"2026-12-31", "running 4, due 2027-01-04, 1 left"},
             row{"2027-01-01", "running 4, due 2027-01-04, 1 left"},
             row{"2027-01-03", "running 4, due 2027-01-04, 1 left"},
             row{"2027-01-04", "running 5, due 2027-01-04, 0 left"},
             row{"2027-01-05", "breached 6, due 2027-01-04, -1 left"},
         }) {
        EXPECT_EQ(told_in_short(hearing_aids(), ledger, as_at, "answered"), told) << as_at;
    }
}

TEST(WorkingDayLimit, MovesWhenAHolidayIsAnnouncedLate) {
    // The funeral of 19 September 2022 was announced on 10 September.
    const auto ledger = ledger_of({{"received", "2022-09-14"}});
    const auto before = england_calendar().known_on(day("2022-09-09"));
    const auto after = england_calendar().known_on(day("2022-09-20"));
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2022-09-20", "answered", before),
              "running 4, due 2022-09-21, 1 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2022-09-20", "answered", after),
              "running 3, due 2022-09-22, 2 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2022-09-22", "answered", before),
              "breached 6, due 2022-09-21, -1 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2022-09-22", "answered", after),
              "running 5, due 2022-09-22, 0 left");
    // A wait in calendar days does not care.
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2022-09-20", "fitted", before),
              "running 6, due 2022-10-14, 24 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2022-09-20", "fitted", after),
              "running 6, due 2022-10-14, 24 left");
}

TEST(WorkingDayLimit, ExplainsWhatALateHolidayDidToTheDueDay) {
    const auto explained = [](std::string_view received, std::string_view as_at, const working_calendar& calendar) {
        return fold_clock(*hearing_aids().target_of("answered"), ledger_of({{"received", received}}), calendar,
                          day(as_at))
            .front();
    };
    const auto clock = explained("2022-09-09", "2022-09-20", england_calendar());
    EXPECT_EQ(clock.due_on, day("2022-09-16"));
    EXPECT_TRUE(clock.due_moves.empty()) << "the holiday came after the due day";
    const auto moved = explained("2022-09-08", "2022-09-09",
                                 england_calendar().with({{day("2022-09-14"), "Mourning", day("2022-09-12")}}));
    EXPECT_EQ(moved.due_on, day("2022-09-16"));
    ASSERT_EQ(moved.due_moves.size(), 1U); // though the day itself has not come yet
    EXPECT_EQ(moved.due_moves[0].from, day("2022-09-15"));
    EXPECT_EQ(moved.due_moves[0].to, day("2022-09-16"));
    EXPECT_EQ(moved.due_moves[0].because, "Bank holiday: Mourning, announced late, on 12 September 2022");
    // Two of them, in the order in which they became known; the second only matters because of the first.
    const auto twice = explained("2022-09-08", "2022-09-09",
                                 england_calendar().with({{day("2022-09-16"), "Second", day("2022-09-13")},
                                                          {day("2022-09-14"), "First", day("2022-09-12")}}));
    ASSERT_EQ(twice.due_moves.size(), 2U);
    EXPECT_EQ(twice.due_moves[0].to, day("2022-09-16"));
    EXPECT_EQ(twice.due_moves[1].from, day("2022-09-16"));
    EXPECT_EQ(twice.due_moves[1].to, day("2022-09-20")); // the 19th is the funeral: not known yet on the 8th either
}

TEST(WorkingDayLimit, NamesTheHolidayInItsExplanation) {
    const auto clocks = fold_clock(*hearing_aids().target_of("answered"), ledger_of({{"received", "2026-12-24"}}),
                                   england_calendar(), day("2026-12-29"));
    std::string told;
    for (const auto& span : clocks[0].trace) {
        told += (span.counted ? "+" : "-") + std::to_string(span.days) + " " + span.because + "\n";
    }
    EXPECT_NE(told.find("-1 Bank holiday: Christmas Day\n"), std::string::npos) << told;
    EXPECT_NE(told.find("-2 Weekend\n"), std::string::npos) << told;
    EXPECT_NE(told.find("Boxing Day"), std::string::npos) << told;
}

TEST(MonthLimit, EndsOnTheSameDayOrTheLastOfTheMonth) {
    const auto due = [](std::string_view start) {
        const auto ledger = ledger_of({{"fitted", start}});
        return format_date(
            *fold_clock(*hearing_aids().target_of("reviewed"), ledger, england_calendar(), day(start)).front().due_on);
    };
    EXPECT_EQ(due("2026-01-15"), "2026-04-15");
    EXPECT_EQ(due("2025-11-30"), "2026-02-28");
    EXPECT_EQ(due("2023-11-30"), "2024-02-29");
    EXPECT_EQ(due("2026-10-31"), "2027-01-31");
    EXPECT_EQ(due("2026-11-30"), "2027-02-28");
    const auto ledger = ledger_of({{"received", "2025-11-01"}, {"fitted", "2025-11-30"}});
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-02-28", "reviewed"), "running 90, due 2026-02-28, 0 left");
    EXPECT_EQ(told_in_short(hearing_aids(), ledger, "2026-03-01", "reviewed"), "breached 91, due 2026-02-28, -1 left");
}

TEST(DueDate, CountsInTheUnitOfTheLimit) {
    using unit = time_limit::unit;
    const auto due = [](unit in, int count, int paused = 0) {
        return format_date(due_date({in, count}, day("2026-01-30"), england_calendar(), paused));
    };
    EXPECT_EQ(due(unit::days, 10), "2026-02-09");
    EXPECT_EQ(due(unit::days, 10, 5), "2026-02-14");
    EXPECT_EQ(due(unit::weeks, 6), "2026-03-13");
    EXPECT_EQ(due(unit::weeks, 6, 1), "2026-03-14");
    EXPECT_EQ(due(unit::months, 1), "2026-02-28");
    EXPECT_EQ(due(unit::months, 1, 2), "2026-03-02");
    EXPECT_EQ(due(unit::working_days, 1), "2026-02-02");
    EXPECT_EQ(due(unit::working_days, 5, 5), "2026-02-13");
}

TEST(TimeLimit, IsSaidInWords) {
    using unit = time_limit::unit;
    EXPECT_EQ((time_limit{unit::weeks, 6}.text()), "6 weeks");
    EXPECT_EQ((time_limit{unit::weeks, 1}.text()), "1 week");
    EXPECT_EQ((time_limit{unit::days, 1}.text()), "1 day");
    EXPECT_EQ((time_limit{unit::months, 3}.text()), "3 months");
    EXPECT_EQ((time_limit{unit::working_days, 5}.text()), "5 working days");
    EXPECT_EQ((time_limit{unit::working_days, 1}.text()), "1 working day");
}

} // namespace
} // namespace clockstart::domain
