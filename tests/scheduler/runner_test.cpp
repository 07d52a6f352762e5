#include "scheduler/runner.hpp"

#include "scheduler/jobs/times.hpp"
#include "tests/scheduler/working_folder.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

domain::instant every_night(domain::instant after) { return next_daily(after, 2h + 15min); }
domain::instant every_month(domain::instant after) { return next_monthly(after, 5min); }

struct Runner : testing::Test {
    working_folder folder;
    texts ran; // "CODE OCCURRENCE", to the minute

    job noting(std::string_view code, catch_up rule, domain::instant (*next)(domain::instant)) {
        return {code, "A job of a test", rule, next, [this, code](const job_context&, domain::instant due_at) {
                    ran.push_back(std::string{code} + " " + domain::format_instant(due_at).substr(0, 16));
                    return job_outcome{.note = "1 done"};
                }};
    }
    job failing(std::string_view code) {
        return {code, "A job that fails", catch_up::latest, every_night,
                [this, code](const job_context&, domain::instant due_at) -> job_outcome {
                    ran.push_back(std::string{code} + " " + domain::format_instant(due_at).substr(0, 16));
                    throw std::runtime_error{"the disk is full"};
                }};
    }
};

TEST_F(Runner, RunsAJobWhenItsTimeHasComeAndNotBefore) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    EXPECT_EQ(ran, texts{});
    EXPECT_EQ(folder.row("nightly").next_run_at, at("2026-01-06T02:15:00Z"));
    folder.pass_at("2026-01-06T02:14:59Z", jobs);
    EXPECT_EQ(ran, texts{});
    folder.pass_at("2026-01-06T02:15:00Z", jobs);
    folder.pass_at("2026-01-06T02:16:00Z", jobs);
    EXPECT_EQ(ran, texts{"nightly 2026-01-06T02:15"});
    const auto row = folder.row("nightly");
    EXPECT_EQ(row.runs, 1);
    EXPECT_EQ(row.last_outcome, "ok");
    EXPECT_EQ(row.last_note, "1 done");
    EXPECT_EQ(row.done_at, at("2026-01-06T02:15:00Z"));
    EXPECT_EQ(row.next_run_at, at("2026-01-07T02:15:00Z"));
}

TEST_F(Runner, RunsOnceForTheNewestAfterAHundredDaysAndCountsTheOthersAsSkipped) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2026-04-15T12:00:00Z", jobs);
    EXPECT_EQ(ran, texts{"nightly 2026-04-15T01:15"}); // 02:15 in summer time
    EXPECT_EQ(folder.row("nightly").skipped, 99);
    EXPECT_EQ(folder.row("nightly").runs, 1);
    EXPECT_EQ(folder.row("nightly").next_run_at, at("2026-04-16T01:15:00Z"));
}

TEST_F(Runner, RunsForEachMissedOccurrenceWithItsTrueTimeWhereThatIsTheRule) {
    const std::vector jobs{noting("monthly", catch_up::each, every_month)};
    folder.pass(jobs);
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2026-04-15T12:00:00Z", jobs);
    EXPECT_EQ(ran, (texts{"monthly 2026-02-01T00:05", "monthly 2026-03-01T00:05", "monthly 2026-03-31T23:05"}));
    EXPECT_EQ(folder.row("monthly").runs, 3);
    EXPECT_EQ(folder.row("monthly").skipped, 0);
}

TEST_F(Runner, TakesTheEarliestFirst) {
    const std::vector jobs{noting("monthly", catch_up::each, every_month),
                           noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.pass_at("2026-02-01T12:00:00Z", jobs);
    EXPECT_EQ(ran, (texts{"nightly 2026-02-01T02:15", "monthly 2026-02-01T00:05"})) << "waiting since 6 January";
}

TEST_F(Runner, TriesAFailureAgainAfterFiveMinutesThenEveryHourWhileTheOthersGoOn) {
    const std::vector jobs{failing("broken"), noting("sound", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.pass_at("2026-01-06T02:15:00Z", jobs);
    EXPECT_EQ(ran, (texts{"broken 2026-01-06T02:15", "sound 2026-01-06T02:15"}));
    auto row = folder.row("broken");
    EXPECT_EQ(row.last_outcome, "failed");
    EXPECT_EQ(row.last_note, "threw");
    EXPECT_EQ(row.failures, 1);
    EXPECT_EQ(row.runs, 0);
    EXPECT_FALSE(row.done_at);
    EXPECT_EQ(row.occurrence_at, at("2026-01-06T02:15:00Z"));
    EXPECT_EQ(row.next_run_at, at("2026-01-06T02:20:00Z"));

    folder.pass_at("2026-01-06T02:20:00Z", jobs);
    EXPECT_EQ(folder.row("broken").next_run_at, at("2026-01-06T03:20:00Z"));
    folder.pass_at("2026-01-06T03:20:00Z", jobs);
    EXPECT_EQ(folder.row("broken").failures, 3);
    EXPECT_EQ(ran.size(), 4U);

    const std::vector mended{noting("broken", catch_up::latest, every_night)};
    folder.pass_at("2026-01-06T04:20:00Z", mended);
    row = folder.row("broken");
    EXPECT_EQ(ran.back(), "broken 2026-01-06T02:15");
    EXPECT_EQ(row.last_outcome, "ok");
    EXPECT_EQ(row.runs, 1);
    EXPECT_EQ(row.tries, 0);
    EXPECT_EQ(row.next_run_at, at("2026-01-07T02:15:00Z"));
}

TEST_F(Runner, LetsAFindingWaitForTheNextUsualRun) {
    const std::vector<job> jobs{
        {"finds", "A job that finds something", catch_up::latest, every_night,
         [](const job_context&, domain::instant) { return job_outcome{.note = "3 findings", .failed = true}; }}};
    folder.pass(jobs);
    folder.pass_at("2026-01-06T02:15:00Z", jobs);
    const auto row = folder.row("finds");
    EXPECT_EQ(row.last_outcome, "failed");
    EXPECT_EQ(row.last_note, "3 findings");
    EXPECT_EQ(row.failures, 1);
    EXPECT_EQ(row.runs, 1);
    EXPECT_EQ(row.next_run_at, at("2026-01-07T02:15:00Z"));
}

TEST_F(Runner, IsRefusedASecondEndOfTheSameRun) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    const auto due_at = *folder.row("nightly").next_run_at;
    const db::finish_job ending{.code = "nightly",
                                .due_at = due_at,
                                .occurrence_at = due_at,
                                .began_at = due_at,
                                .failed = false,
                                .note = {},
                                .skipped = 0,
                                .effects = {},
                                .next_run_at = every_night(due_at),
                                .next_occurrence_at = every_night(due_at)};
    EXPECT_TRUE(folder.journal().append_and_wait(ending));
    EXPECT_EQ(folder.journal().append_and_wait(ending).error().code, domain::errc::conflict);
    EXPECT_EQ(folder.row("nightly").runs, 1);
}

TEST_F(Runner, RunsAgainAtOnceWhileThereIsMoreToDoAndCountsThatAsOneRun) {
    int parts = 0;
    const std::vector<job> jobs{
        {"long", "A job in parts", catch_up::latest, every_night,
         [&](const job_context&, domain::instant) { return job_outcome{.note = "a part", .more = ++parts < 4}; }}};
    folder.pass(jobs);
    folder.pass_at("2026-01-06T02:15:00Z", jobs);
    EXPECT_EQ(parts, 4);
    EXPECT_EQ(folder.row("long").runs, 1);
    EXPECT_EQ(folder.row("long").next_run_at, at("2026-01-07T02:15:00Z"));
}

TEST_F(Runner, RunsNothingAgainWhenTheClockIsMovedBack) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.pass_at("2026-01-06T03:00:00Z", jobs);
    folder.pass_at("2026-01-06T01:00:00Z", jobs);
    folder.pass_at("2026-01-06T03:30:00Z", jobs);
    EXPECT_EQ(ran.size(), 1U);
}

TEST_F(Runner, RunsAJobThatSomebodyAsksForNowAndKeepsItsHours) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.accept(db::run_job{{"admin", "t1"}, "nightly"});
    folder.pass(jobs);
    EXPECT_EQ(ran, texts{"nightly 2026-01-05T10:00"});
    EXPECT_EQ(folder.row("nightly").next_run_at, at("2026-01-06T02:15:00Z"));
    EXPECT_EQ(folder.row("nightly").skipped, 0);
    EXPECT_EQ(folder.journal().append_and_wait(db::run_job{{"admin", "t1"}, "nobody"}).error().code,
              domain::errc::not_found);
}

TEST_F(Runner, RunsAJobThatSomebodyAsksForThoughTheClockWasMovedBack) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.move_to("2026-01-04T10:00:00Z");
    folder.accept(db::run_job{{"admin", "t1"}, "nightly"});
    folder.pass(jobs);
    EXPECT_EQ(ran, texts{"nightly 2026-01-04T10:00"});
}

TEST_F(Runner, LetsAJobRestThatTheProgramDoesNotHaveAndTakesItUpAgainWithoutTheTimeBetween) {
    const std::vector jobs{noting("nightly", catch_up::latest, every_night)};
    folder.pass(jobs);
    folder.pass({});
    EXPECT_FALSE(folder.row("nightly").next_run_at);
    folder.pass_at("2026-03-01T12:00:00Z", {});
    folder.pass(jobs);
    EXPECT_EQ(ran, texts{});
    EXPECT_EQ(folder.row("nightly").next_run_at, at("2026-03-02T02:15:00Z"));
}

} // namespace
} // namespace clockstart::scheduler
