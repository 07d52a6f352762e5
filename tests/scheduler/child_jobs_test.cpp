#include "scheduler/jobs/all.hpp"
#include "tests/scheduler/working_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace clockstart::scheduler {
namespace {

using texts = std::vector<std::string>;

texts sorted(texts all) {
    std::ranges::sort(all);
    return all;
}

struct ChildTurns : testing::Test {
    working_folder folder;
    const std::vector<job> jobs{child_turns()};
    texts asked() const { return sorted(folder.prompts("child_turns")); }
    static std::string told(const std::string& reference, int age, const std::string& on,
                            const std::string& service = "EQ") {
        return "request:" + reference + " turns-" + std::to_string(age) + " team " + service + " " + on;
    }
};

TEST_F(ChildTurns, TellsTheTeamInTheMonthOfTheBirthdayAndNotBefore) {
    const auto reference = folder.open("2012-03-20");
    folder.pass(jobs);
    folder.pass_at("2026-02-28T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-03-01T00:14:59Z", jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-03-01T00:15:00Z", jobs);
    EXPECT_EQ(asked(), texts{told(reference, 14, "2026-03-01")}) << "the month, not the day";
    folder.pass_at("2026-04-02T00:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 1U);
}

TEST_F(ChildTurns, PlansOneAgeAfterTheOther) {
    const auto reference = folder.open("2012-03-20");
    folder.pass(jobs);
    for (const auto* const month : {"2026-03-02", "2028-03-02", "2030-03-02", "2037-03-02"}) {
        folder.pass_at(std::string{month} + "T00:00:00Z", jobs);
    }
    EXPECT_EQ(asked(),
              sorted({told(reference, 14, "2026-03-01") + " closed", told(reference, 16, "2028-03-01") + " closed",
                      told(reference, 18, "2030-03-01") + " closed", told(reference, 25, "2037-03-01")}));
    folder.pass_at("2045-03-02T00:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 4U);
}

TEST_F(ChildTurns, TellsOfEachOpenRequestAndOfNoClosedOne) {
    const auto first = folder.open("2010-02-11", 1);
    const auto second = folder.open("2010-02-11", 1, "2026-01-05", "SL", "slt");
    const auto closed = folder.open("2010-02-11", 1);
    folder.record(closed, "withdrawn", "2026-01-05");
    folder.pass(jobs);
    folder.pass_at("2026-02-01T01:00:00Z", jobs);
    EXPECT_EQ(asked(), sorted({told(first, 16, "2026-02-01"), told(second, 16, "2026-02-01", "SL")}));
}

TEST_F(ChildTurns, HasItsBirthdayOnTheFirstOfMarchWhenBornOnALeapDay) {
    const auto common = folder.open("2012-02-29", 1); // 14 in 2026, which has no 29 February
    const auto leap = folder.open("2012-02-29", 2);
    folder.record(leap, "withdrawn", "2026-01-05");
    folder.pass(jobs);
    folder.pass_at("2026-02-28T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-03-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{told(common, 14, "2026-03-01")});
    folder.pass_at("2028-02-01T12:00:00Z", jobs); // 2028 has one
    EXPECT_EQ(asked(), sorted({told(common, 14, "2026-03-01") + " closed", told(common, 16, "2028-02-01")}));
}

TEST_F(ChildTurns, TellsOnceOfTheLastBirthdayAfterYearsOfDowntime) {
    const auto reference = folder.open("2012-03-20");
    folder.pass(jobs);
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2028-05-15T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{told(reference, 16, "2028-03-01")}) << "14 is overtaken";
    folder.pass_at("2030-03-02T00:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 2U);
}

TEST_F(ChildTurns, TellsLateOfAChildRecordedInTheMonthItself) {
    folder.move_to("2026-03-10T12:00:00Z");
    const auto coming = folder.open("2012-03-20", 1, "2026-03-10");
    folder.open("2012-03-05", 2, "2026-03-10"); // is 14 already, as everybody saw
    folder.pass(jobs);
    folder.pass_at("2026-04-01T01:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{told(coming, 14, "2026-03-01")});
}

TEST_F(ChildTurns, FollowsABirthDateThatIsToldAnew) {
    folder.open("2012-03-20", 1);
    const auto again = folder.open("2012-04-20", 1, "2026-01-05", "SL", "slt");
    folder.pass(jobs);
    folder.pass_at("2026-03-02T00:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-04-02T00:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 2U);
    EXPECT_TRUE(std::ranges::count(asked(), told(again, 14, "2026-04-01", "SL")) == 1);
}

TEST_F(ChildTurns, PassesOverAChildWithoutABirthDate) {
    folder.open("");
    folder.pass(jobs);
    folder.pass_at("2026-02-01T01:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    EXPECT_EQ(folder.row("child_turns").last_outcome, "ok");
}

TEST_F(ChildTurns, PlansChildrenOnceWhoWereRecordedBeforeAgesWerePlanned) {
    const auto reference = folder.open("2012-03-20");
    folder.forget_age_plans();
    folder.pass(jobs);
    folder.pass_at("2026-02-01T01:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    EXPECT_EQ(folder.row("child_turns").runs, 1) << "planning was a part of it";
    EXPECT_TRUE(folder.history().children_without_age(10).empty());
    folder.pass_at("2026-03-01T01:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{told(reference, 14, "2026-03-01")});
}

TEST_F(ChildTurns, ClosesWhatIsNotNeededAnyMore) {
    const auto reference = folder.open("2012-02-20");
    folder.pass(jobs);
    folder.pass_at("2026-02-01T01:00:00Z", jobs);
    folder.record(reference, "withdrawn", "2026-02-01");
    folder.pass_at("2026-03-01T01:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{told(reference, 14, "2026-02-01") + " closed"});
}

struct RetentionDue : testing::Test {
    working_folder folder;
    const std::vector<job> jobs{retention_due()};
    texts asked() const { return sorted(folder.prompts("retention_due")); }
    // Closed on that day.
    void treat(std::string_view birth_date, int number, std::string_view ended_on) {
        folder.record(folder.open(birth_date, number, "2016-01-04"), "withdrawn", ended_on);
    }
};

TEST_F(RetentionDue, ListsRecordsInTheMonthOfTheTwentyFifthBirthday) {
    treat("2001-03-20", 1, "2017-05-01"); // 16 then
    folder.pass(jobs);
    folder.pass_at("2026-02-28T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-03-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"child:1 ended:2017-05-01 administrator  2026-03-01"});
    folder.pass_at("2026-05-01T12:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 1U);
}

TEST_F(RetentionDue, WaitsForTheTwentySixthAfterATreatmentThatEndedAtSeventeen) {
    treat("2001-03-20", 1, "2018-03-20"); // 17 on that day
    treat("2001-03-20", 2, "2019-03-19"); // the last day of being 17
    treat("2001-03-20", 3, "2018-03-19"); // 16
    treat("2001-03-20", 4, "2019-03-20"); // 18
    folder.pass(jobs);
    folder.pass_at("2026-03-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), (texts{"child:3 ended:2018-03-19 administrator  2026-03-01",
                              "child:4 ended:2019-03-20 administrator  2026-03-01"}));
    folder.pass_at("2027-02-28T12:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 2U);
    folder.pass_at("2027-03-01T12:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 4U);
}

TEST_F(RetentionDue, KeepsSilentWhileARequestIsOpenAndTakesBackWhatItSaid) {
    folder.open("2001-03-20", 1, "2026-01-05");
    treat("2001-02-11", 2, "2016-06-01");
    folder.pass(jobs);
    folder.pass_at("2026-03-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"child:2 ended:2016-06-01 administrator  2026-02-01"});
    const auto again = folder.open("2001-02-11", 2, "2026-03-01");
    folder.pass_at("2026-04-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"child:2 ended:2016-06-01 administrator  2026-02-01 closed"});
    folder.record(again, "withdrawn", "2026-04-01");
    folder.pass_at("2026-05-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), (texts{"child:2 ended:2016-06-01 administrator  2026-02-01 closed",
                              "child:2 ended:2026-04-01 administrator  2026-02-01"}));
}

TEST_F(RetentionDue, FindsWhoWasGrownUpLongAgo) {
    treat("1990-07-01", 1, "2017-01-04");
    folder.pass(jobs);
    folder.pass_at("2026-02-01T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"child:1 ended:2017-01-04 administrator  2015-07-01"});
}

} // namespace
} // namespace clockstart::scheduler
