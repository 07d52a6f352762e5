#include "scheduler/jobs/all.hpp"
#include "tests/scheduler/working_folder.hpp"

#include "db/board_known.hpp"
#include "db/ledger_check.hpp"
#include "domain/month_figures.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <soci/soci.h>

namespace clockstart::scheduler {
namespace {

namespace json = boost::json;

struct MonthEndSnapshot : testing::Test {
    working_folder folder;
    const std::vector<job> jobs{month_end_snapshot()};

    json::object kept(int month) const {
        return json::parse(folder.history().find_snapshot(month, "waits").value().document).as_object();
    }
    // The line of equipment in all.
    json::object equipment(int month) const {
        const auto document = kept(month);
        for (const auto& one : document.at("targets").as_array()) {
            if (one.at("pathway") == "equipment") {
                return one.at("all").as_object();
            }
        }
        return {};
    }
    std::vector<int> months() const {
        std::vector<int> all;
        for (const auto& one : folder.history().snapshots()) {
            all.push_back(one.month);
        }
        return all;
    }
};

TEST_F(MonthEndSnapshot, KeepsWhoWaitedAtTheEndOfTheLastDay) {
    folder.open("2018-05-01", 1, "2026-01-05");
    const auto done = folder.open("2018-05-01", 2, "2026-01-05");
    folder.pass(jobs);
    folder.pass_at("2026-01-31T23:59:59Z", jobs);
    EXPECT_EQ(months(), std::vector<int>{});
    folder.record(done, "withdrawn", "2026-01-20");
    folder.pass_at("2026-02-01T00:05:00Z", jobs);
    EXPECT_EQ(months(), std::vector<int>{202601});
    const auto document = kept(202601);
    EXPECT_EQ(document.at("month"), "2026-01");
    EXPECT_EQ(document.at("as_at"), "2026-01-31");
    EXPECT_EQ(document.at("known_at"), "2026-02-01T00:05:00.000000Z");
    const auto line = equipment(202601);
    EXPECT_EQ(line.at("waiting"), 1);
    EXPECT_EQ(line.at("longest_days"), 26);
    EXPECT_EQ(line.at("added"), 2);
    EXPECT_EQ(line.at("removed"), 1);
    const auto& target = document.at("targets").at(0);
    EXPECT_EQ(target.at("by_area").at(0).at("key"), "99G");
    EXPECT_EQ(target.at("by_provider").at(0).at("key"), "PV01");
    EXPECT_EQ(target.at("by_service").at(0).at("key"), "EQ");
    EXPECT_EQ(target.at("by_service").at(0).at("waiting"), 1);
}

TEST_F(MonthEndSnapshot, KeepsEachMissedMonthAsItWasKnownAtItsEnd) {
    const auto reference = folder.open("2018-05-01", 1, "2026-01-05");
    folder.pass(jobs);
    folder.stop_daemon();
    folder.move_to("2026-04-15T12:00:00Z");
    folder.start_daemon();
    folder.record(reference, "withdrawn", "2026-02-10"); // told before the runner gets to it
    folder.pass(jobs);
    EXPECT_EQ(months(), (std::vector<int>{202603, 202602, 202601}));
    EXPECT_EQ(kept(202602).at("known_at"), "2026-03-01T00:05:00.000000Z");
    EXPECT_EQ(equipment(202601).at("waiting"), 1);
    EXPECT_EQ(equipment(202602).at("waiting"), 1) << "nobody knew of the end in February";
    EXPECT_EQ(equipment(202603).at("waiting"), 1);
    folder.pass_at("2026-05-01T12:00:00Z", jobs);
    EXPECT_EQ(equipment(202604).at("waiting"), 0);
}

TEST_F(MonthEndSnapshot, ComesOutTheSameWhenItIsWorkedOutAgainAfterCorrections) {
    const auto reference = folder.open("2018-05-01", 1, "2026-01-05");
    folder.open("2018-05-01", 2, "2026-01-05", "SL", "slt");
    folder.pass(jobs);
    folder.pass_at("2026-02-01T00:05:00Z", jobs);
    folder.move_to("2026-03-10T10:00:00Z");
    folder.record(reference, "withdrawn", "2026-01-10");
    const auto places = folder.board().places();
    const auto pathways = folder.board().pathways();
    const auto known_at = at("2026-02-01T00:05:00Z");
    const auto again = domain::month_figures(
        db::board_known_at(folder.folder().database(), *places, *pathways, domain::england_calendar(), known_at),
        *places, *pathways, day("2026-01-31"), known_at);
    const auto held = folder.history().find_snapshot(202601, "waits").value();
    EXPECT_EQ(json::serialize(again), held.document);
    EXPECT_EQ(db::snapshot_digest(json::serialize(again)), held.entry.digest);
    EXPECT_EQ(held.entry.digest.size(), 64U);
}

TEST_F(MonthEndSnapshot, SaysWhatTheBoardSaysWhenNothingWasRecordedSince) {
    for (int number = 1; number <= 40; ++number) {
        const auto reference = folder.open("2018-05-01", number, "2025-12-" + std::to_string(number % 20 + 10));
        if (number % 3 == 0) {
            folder.record(reference, "withdrawn", "2026-01-04");
        }
    }
    folder.pass(jobs);
    folder.pass_at("2026-02-01T00:05:00Z", jobs);
    const auto live = folder.board().ask([&](const domain::board& columns, const domain::directory& places) {
        return domain::month_figures(columns, places, *folder.board().pathways(), day("2026-01-31"),
                                     at("2026-02-01T00:05:00Z"));
    });
    EXPECT_EQ(json::serialize(live), folder.history().find_snapshot(202601, "waits").value().document);
}

TEST_F(MonthEndSnapshot, CannotBeChangedOrDeletedAndIsProved) {
    folder.pass(jobs);
    folder.pass_at("2026-02-01T00:05:00Z", jobs);
    EXPECT_THROW(folder.tamper("UPDATE snapshot SET document = '{}'"), soci::soci_error);
    folder.start_daemon();
    EXPECT_THROW(folder.tamper("DELETE FROM snapshot"), soci::soci_error);
    folder.start_daemon();
    EXPECT_EQ(months(), std::vector<int>{202601});
    EXPECT_TRUE(db::check_ledger(folder.folder().database(), nullptr).empty());
    folder.tamper("DROP TRIGGER snapshot_refuses_UPDATE");
    folder.tamper("UPDATE snapshot SET document = '{}'");
    const auto found = db::check_ledger(folder.folder().database(), nullptr);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().what, "the snapshot of 202601 is not what was kept");
}

TEST_F(MonthEndSnapshot, IsKeptOnceWhenSomebodyAsksForItInTheMonth) {
    folder.pass(jobs);
    folder.accept(db::run_job{{"admin", "t1"}, "month_end_snapshot"});
    folder.pass_at("2026-01-05T10:01:00Z", jobs);
    EXPECT_EQ(months(), std::vector<int>{202512});
    folder.accept(db::run_job{{"admin", "t1"}, "month_end_snapshot"});
    folder.pass_at("2026-01-05T10:02:00Z", jobs);
    EXPECT_EQ(folder.row("month_end_snapshot").runs, 2);
    EXPECT_EQ(folder.row("month_end_snapshot").last_note, "0 kept");
    EXPECT_EQ(months(), std::vector<int>{202512});
}

} // namespace
} // namespace clockstart::scheduler
