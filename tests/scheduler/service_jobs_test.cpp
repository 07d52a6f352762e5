#include "scheduler/jobs/all.hpp"
#include "tests/scheduler/working_folder.hpp"

#include <gtest/gtest.h>

namespace clockstart::scheduler {
namespace {

using texts = std::vector<std::string>;

// The services of the folder were added on 5 January 2026; that is later than their contracts.
struct ServiceUnchecked : testing::Test {
    working_folder folder;
    const std::vector<job> jobs{service_unchecked()};
    texts asked() const { return folder.prompts("service_unchecked"); }
    void leave_the_other_out() {
        folder.put({"SL", "Speech", "slt", "99G", "PV01", "99G", day("2020-01-01"), day("2026-01-31")});
    }
    void check(std::string_view on, const std::string& service = "EQ") {
        folder.accept(db::record_service_check{{"manager", "t1"}, service, day(on), {}});
    }
};

TEST_F(ServiceUnchecked, RefusesACheckOfADayToComeAndOfAServiceOutOfReach) {
    const auto refused = [&](std::string_view on, const std::string& service, std::vector<bool> allowed) {
        return folder.journal()
            .append_and_wait(db::record_service_check{{"manager", "t1"}, service, day(on), std::move(allowed)})
            .error()
            .code;
    };
    EXPECT_EQ(refused("2026-01-06", "EQ", {}), domain::errc::invalid);
    EXPECT_EQ(refused("2026-01-05", "EQ", {false, true, false}), domain::errc::not_found);
    EXPECT_EQ(refused("2026-01-05", "XX", {}), domain::errc::not_found);
    EXPECT_FALSE(folder.board().places()->find_service("EQ")->last_checked_on);
}

TEST_F(ServiceUnchecked, AsksItsManagerWhenSixMonthsAreOverAndNotADayBefore) {
    folder.pass(jobs);
    leave_the_other_out();
    folder.pass_at("2026-07-04T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-07-05T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:EQ 2026-07-05 provider_manager EQ 2026-07-05"});
    folder.pass_at("2026-07-06T06:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 1U);
}

TEST_F(ServiceUnchecked, AsksAgainEveryMonthWhileItStaysSoWithOneOpenAtATime) {
    folder.pass(jobs);
    leave_the_other_out();
    folder.pass_at("2026-07-05T06:00:00Z", jobs);
    folder.pass_at("2026-08-04T06:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 1U);
    folder.pass_at("2026-08-05T06:00:00Z", jobs);
    EXPECT_EQ(asked(), (texts{"service:EQ 2026-08-05 provider_manager EQ 2026-08-05",
                              "service:EQ 2026-07-05 provider_manager EQ 2026-07-05 closed"}));
}

TEST_F(ServiceUnchecked, AsksOnceForTheNewestMonthAfterALongDowntime) {
    folder.pass(jobs);
    leave_the_other_out();
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2026-08-20T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:EQ 2026-08-05 provider_manager EQ 2026-08-05"});
}

TEST_F(ServiceUnchecked, IsAnsweredByACheckAndBeginsToCountAnew) {
    folder.pass(jobs);
    leave_the_other_out();
    folder.pass_at("2026-07-05T06:00:00Z", jobs);
    check("2026-07-05");
    EXPECT_EQ(asked(), texts{"service:EQ 2026-07-05 provider_manager EQ 2026-07-05 closed"});
    EXPECT_EQ(folder.board().places()->find_service("EQ")->last_checked_on, day("2026-07-05"));
    folder.pass_at("2027-01-04T06:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 1U);
    folder.pass_at("2027-01-05T06:00:00Z", jobs);
    EXPECT_EQ(asked().front(), "service:EQ 2027-01-05 provider_manager EQ 2027-01-05");
}

TEST_F(ServiceUnchecked, CountsFromTheContractWhenThatIsLaterAndTakesTheEndOfShortMonths) {
    folder.put({"SP", "Next year's", "equipment", "99G", "PV01", "99G", day("2026-08-31"), {}});
    check("2026-01-05", "EQ");
    folder.pass(jobs);
    folder.move_to("2027-02-27T06:00:00Z");
    check("2027-02-01", "EQ");
    check("2027-02-01", "SL");
    folder.pass(jobs);
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2027-02-28T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:SP 2027-02-28 provider_manager SP 2027-02-28"});
}

TEST_F(ServiceUnchecked, AsksNobodyAboutAContractThatIsOver) {
    folder.pass(jobs);
    leave_the_other_out();
    folder.pass_at("2026-07-05T06:00:00Z", jobs);
    folder.put({"EQ", "Equipment", "equipment", "99G", "PV01", "99G", day("2020-01-01"), day("2026-07-31")});
    folder.pass_at("2026-08-05T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:EQ 2026-07-05 provider_manager EQ 2026-07-05 closed"});
}

TEST_F(ServiceUnchecked, KeepsTheLastCheckWhenTheServiceIsSentAgainAndAfterARestart) {
    check("2026-01-05");
    folder.put({"EQ", "Another name", "equipment", "99G", "PV01", "99G", day("2020-01-01"), {}});
    EXPECT_EQ(folder.board().places()->find_service("EQ")->last_checked_on, day("2026-01-05"));
    folder.stop_daemon();
    folder.start_daemon();
    const auto places = folder.board().places();
    EXPECT_EQ(places->find_service("EQ")->name, "Another name");
    EXPECT_EQ(places->find_service("EQ")->last_checked_on, day("2026-01-05"));
    EXPECT_EQ(places->find_service("EQ")->added_on, day("2026-01-05"));
    EXPECT_FALSE(places->find_service("SL")->last_checked_on);
}

struct ContractEnds : testing::Test {
    working_folder folder;
    const std::vector<job> jobs{contract_ends()};
    texts asked() const { return folder.prompts("contract_ends"); }
    void end_on(std::string_view date) {
        folder.put({"EQ", "Equipment", "equipment", "99G", "PV01", "99G", day("2020-01-01"), day(date)});
    }
};

TEST_F(ContractEnds, IsToldExactlyNinetyAndThirtyDaysBefore) {
    end_on("2026-09-30");
    folder.pass(jobs);
    folder.pass_at("2026-07-01T12:00:00Z", jobs); // 91 days
    EXPECT_EQ(asked(), texts{});
    folder.pass_at("2026-07-02T12:00:00Z", jobs); // 90
    EXPECT_EQ(asked(), texts{"service:EQ 2026-09-30:90 area_commissioner EQ 2026-09-30"});
    folder.pass_at("2026-08-30T12:00:00Z", jobs); // 31
    EXPECT_EQ(asked().size(), 1U);
    folder.pass_at("2026-08-31T12:00:00Z", jobs); // 30
    EXPECT_EQ(asked(), (texts{"service:EQ 2026-09-30:30 area_commissioner EQ 2026-09-30",
                              "service:EQ 2026-09-30:90 area_commissioner EQ 2026-09-30 closed"}));
    folder.pass_at("2026-09-30T12:00:00Z", jobs);
    folder.pass_at("2026-10-01T12:00:00Z", jobs);
    EXPECT_EQ(asked().size(), 2U);
}

TEST_F(ContractEnds, IsToldOnceMoreWhenTheEndIsMoved) {
    end_on("2026-03-31");
    folder.pass(jobs);
    folder.pass_at("2026-01-06T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:EQ 2026-03-31:90 area_commissioner EQ 2026-03-31"});
    end_on("2027-03-31");
    folder.pass_at("2026-01-07T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:EQ 2026-03-31:90 area_commissioner EQ 2026-03-31 closed"});
    folder.pass_at("2026-12-31T06:00:00Z", jobs);
    EXPECT_EQ(asked().front(), "service:EQ 2027-03-31:90 area_commissioner EQ 2027-03-31");
    EXPECT_EQ(asked().size(), 2U);
}

TEST_F(ContractEnds, IsToldOnceAfterADowntimeInWhichBothDaysPassed) {
    end_on("2026-04-30"); // 90 days before: 30 January
    folder.pass(jobs);
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2026-04-15T12:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{"service:EQ 2026-04-30:30 area_commissioner EQ 2026-04-30"});
}

TEST_F(ContractEnds, IsToldEvenWhenItEndedWhileNothingWasRunning) {
    end_on("2026-03-31");
    folder.pass(jobs);
    folder.pass_at("2026-01-06T06:00:00Z", jobs);
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2026-04-15T12:00:00Z", jobs);
    EXPECT_EQ(asked().front(), "service:EQ 2026-03-31:30 area_commissioner EQ 2026-03-31");
}

TEST_F(ContractEnds, IsNotToldOfWhatWasOverBeforeAnybodyLooked) {
    end_on("2025-12-31");
    folder.pass(jobs);
    folder.pass_at("2026-01-06T06:00:00Z", jobs);
    EXPECT_EQ(asked(), texts{});
}

} // namespace
} // namespace clockstart::scheduler
