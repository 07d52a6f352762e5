#include "domain/clock.hpp"

#include "story.hpp"

#include <gtest/gtest.h>

// NHS Data Dictionary, REFERRAL TO TREATMENT PERIOD and DISCHARGE AFTER PATIENT DID NOT ATTEND, in the words of this
// product.
namespace clockstart::domain {
namespace {

const boost::json::object told_of_it{{"communicated", true}};
const boost::json::object not_told_of_it{{"communicated", false}};

boost::json::object conditions(bool protects = true) {
    return {{"conditions",
             {{"communicated", true},
              {"not_against_best_interests", true},
              {"published_policy", true},
              {"protects_vulnerable", protects}}}};
}

TEST(NotBrought, ToTheFirstVisitThatTheFamilyKnewOfNullifiesAndRebookingStartsAnew) {
    const auto& rules = builtin("slt");
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"appointment_booked", "2026-01-12"},
                                   {"not_brought", "2026-02-02", told_of_it},
                                   {"appointment_booked", "2026-02-09"},
                                   {"first_contact", "2026-03-02"}});
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-01"), "running 27, due 2026-05-11, 99 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-02"), "nullified 0, due 2026-05-11, stopped 2026-02-02");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-02-09"),
              "nullified 0, due 2026-05-11, stopped 2026-02-02; running 0, due 2026-06-15, 126 left");
    EXPECT_EQ(told_in_short(rules, ledger, "2026-04-01"),
              "nullified 0, due 2026-05-11, stopped 2026-02-02; met 21, due 2026-06-15, stopped 2026-03-02");
    const auto clocks = fold_clock(rules.headline(), ledger, england_calendar(), day("2026-02-05"));
    EXPECT_EQ(breach_to_come(clocks[0], day("2026-02-05")), std::nullopt);
    EXPECT_EQ(clocks[0].remaining_days, std::nullopt);
    ASSERT_EQ(clocks[0].trace.size(), 1U);
    EXPECT_FALSE(clocks[0].trace[0].counted);
}

TEST(NotBrought, WithoutEvidenceThatTheFamilyKnewRunsOn) {
    for (const auto& details : {boost::json::object{}, not_told_of_it, boost::json::object{{"communicated", "true"}},
                                boost::json::object{{"communicated", 1}}}) {
        const auto ledger = ledger_of(
            {{"received", "2026-01-05"}, {"not_brought", "2026-02-02", details}, {"appointment_booked", "2026-02-09"}});
        EXPECT_EQ(told_in_short(builtin("ot"), ledger, "2026-02-10"), "running 36, due 2026-05-11, 90 left");
    }
}

TEST(NotBrought, ASecondTimeDoesNotNullify) {
    auto ledger = ledger_of({{"received", "2026-01-05"},
                             {"not_brought", "2026-02-02", told_of_it},
                             {"appointment_booked", "2026-02-09"},
                             {"not_brought", "2026-03-02", told_of_it}});
    EXPECT_EQ(told_in_short(builtin("ot"), ledger, "2026-03-03"),
              "nullified 0, due 2026-05-11, stopped 2026-02-02; running 22, due 2026-06-15, 104 left");
    // Nor when the first one could not nullify.
    ledger = ledger_of({{"received", "2026-01-05"},
                        {"not_brought", "2026-02-02", not_told_of_it},
                        {"not_brought", "2026-03-02", told_of_it}});
    EXPECT_EQ(told_in_short(builtin("ot"), ledger, "2026-03-03"), "running 57, due 2026-05-11, 69 left");
}

TEST(NotBrought, ThatWasVoidedNeverHappened) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"not_brought", "2026-02-02", told_of_it},
                                   {"corrected", "2026-02-02", corrects(2, true)},
                                   {"not_brought", "2026-03-02", told_of_it}});
    EXPECT_EQ(told_in_short(builtin("ot"), ledger, "2026-03-03"), "nullified 0, due 2026-05-11, stopped 2026-03-02");
}

// RTT status 33: "the first care activity after the referral". Somebody who has been seen is not sent back to the
// beginning.
TEST(NotBrought, AfterTheFirstContactNullifiesNothing) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"first_contact", "2026-03-02"},
                                   {"appointment_booked", "2026-06-01"},
                                   {"not_brought", "2026-07-06", told_of_it}});
    EXPECT_EQ(told_in_short(builtin("asd"), ledger, "2026-08-01"), "met 56, due 2026-04-06, stopped 2026-03-02");
    EXPECT_EQ(told_in_short(builtin("asd"), ledger, "2026-08-01", "outcome"), "running 208, due 2027-01-04, 156 left");
    const auto discharged = ledger_of({{"received", "2026-01-05"},
                                       {"first_contact", "2026-03-02"},
                                       {"not_brought", "2026-07-06", told_of_it},
                                       {"discharged", "2026-07-20", conditions()}});
    EXPECT_EQ(told_in_short(builtin("asd"), discharged, "2026-08-01", "outcome"),
              "ended 196, due 2027-01-04, stopped 2026-07-20");
}

TEST(NotBrought, FirstThenDischargedLeavesThePeriodUncounted) {
    // Whether the visit had nullified the period already or not.
    for (const auto& details : {told_of_it, not_told_of_it}) {
        const auto ledger = ledger_of({{"received", "2026-01-05"},
                                       {"not_brought", "2026-02-02", details},
                                       {"discharged", "2026-02-16", conditions()}});
        const auto clocks = fold_clock(builtin("physio").headline(), ledger, england_calendar(), day("2026-03-01"));
        ASSERT_EQ(clocks.size(), 1U);
        EXPECT_EQ(clocks[0].state, clock_state::nullified);
        EXPECT_EQ(clocks[0].waited_days, 0);
        EXPECT_EQ(breach_to_come(clocks[0], day("2026-03-01")), std::nullopt);
    }
}

TEST(NotBrought, FirstThenDischargedWithoutAllConditionsCounts) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"not_brought", "2026-02-02", not_told_of_it},
                                   {"discharged", "2026-02-16", conditions(false)}});
    EXPECT_EQ(told_in_short(builtin("physio"), ledger, "2026-03-01"), "ended 42, due 2026-05-11, stopped 2026-02-16");
}

TEST(NotBrought, AndBookedAgainThenDischargedForAnotherReasonCounts) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"not_brought", "2026-02-02", not_told_of_it},
                                   {"appointment_booked", "2026-02-09"},
                                   {"discharged", "2026-02-16", conditions()}});
    EXPECT_EQ(told_in_short(builtin("physio"), ledger, "2026-03-01"), "ended 42, due 2026-05-11, stopped 2026-02-16");
}

TEST(NotBrought, TwiceThenDischargedCountsAsEnded) {
    const auto ledger = ledger_of({{"received", "2026-01-05"},
                                   {"not_brought", "2026-02-02", not_told_of_it},
                                   {"not_brought", "2026-02-09", told_of_it},
                                   {"discharged", "2026-02-16", conditions()}});
    EXPECT_EQ(told_in_short(builtin("physio"), ledger, "2026-03-01"), "ended 42, due 2026-05-11, stopped 2026-02-16");
}

} // namespace
} // namespace clockstart::domain
