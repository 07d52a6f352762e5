#include "domain/clock_trace.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

// "from+days" or "from-days" for each span, counted or not.
std::string spans_of(const std::vector<span_of_days>& trace) {
    std::string text;
    for (const auto& one : trace) {
        text += (text.empty() ? "" : ", ") + format_date(one.from).substr(5) + (one.counted ? "+" : "-") +
                std::to_string(one.days);
    }
    return text;
}

constexpr time_limit six_weeks{time_limit::unit::weeks, 6};
constexpr time_limit five_working_days{time_limit::unit::working_days, 5};

TEST(Trace, OfTheFirstDayIsOneSpanOfNoDays) {
    EXPECT_EQ(spans_of(trace_days(six_weeks, day("2026-01-05"), day("2026-01-05"), day("2026-02-16"), {},
                                  england_calendar())),
              "01-05+0");
}

TEST(Trace, IsCutAtTheDueDate) {
    const auto trace =
        trace_days(six_weeks, day("2026-01-05"), day("2026-02-20"), day("2026-02-16"), {}, england_calendar());
    EXPECT_EQ(spans_of(trace), "01-05+42, 02-16+4");
    EXPECT_EQ(trace[0].because, "Inside the 6 weeks");
    EXPECT_EQ(trace[1].because, "Past the due date, 16 February 2026");
    EXPECT_EQ(spans_of(trace_days(six_weeks, day("2026-01-05"), day("2026-02-16"), day("2026-02-16"), {},
                                  england_calendar())),
              "01-05+42");
}

TEST(Trace, IsCutAtPauses) {
    const pause pauses[] = {{day("2026-01-10"), day("2026-01-12"), "on_hold"},
                            {day("2026-01-20"), day("2026-01-25"), "on_hold"}};
    EXPECT_EQ(spans_of(trace_days(six_weeks, day("2026-01-05"), day("2026-01-25"), day("2026-02-23"), pauses,
                                  england_calendar())),
              "01-05+5, 01-10-2, 01-12+8, 01-20-5");
}

TEST(Trace, InWorkingDaysNamesWeekendsAndHolidays) {
    const auto trace =
        trace_days(five_working_days, day("2026-12-23"), day("2027-01-05"), day("2027-01-04"), {}, england_calendar());
    EXPECT_EQ(spans_of(trace), "12-23+1, 12-24-1, 12-25-2, 12-27-1, 12-28+3, 12-31-1, 01-01-2, 01-03+1, 01-04+1");
    EXPECT_EQ(trace[1].because, "Bank holiday: Christmas Day");
    EXPECT_EQ(trace[2].because, "Weekend");
}

TEST(Trace, CrossesTheChangesOfTheClocksInWholeDays) {
    EXPECT_EQ(spans_of(trace_days(six_weeks, day("2026-03-28"), day("2026-03-30"), day("2026-05-09"), {},
                                  england_calendar())),
              "03-28+2");
    EXPECT_EQ(spans_of(trace_days(six_weeks, day("2026-10-24"), day("2026-10-26"), day("2026-12-05"), {},
                                  england_calendar())),
              "10-24+2");
}

} // namespace
} // namespace clockstart::domain
