#include "scheduler/runner.hpp"

#include "db/stopped_early.hpp"
#include "scheduler/jobs/times.hpp"
#include "tests/scheduler/working_folder.hpp"

#include <boost/asio/thread_pool.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>

// A runner that is stopped, killed, woken and asked while it is at work.
namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;

domain::instant every_night(domain::instant after) { return next_daily(after, 2h + 15min); }

struct RunnerAtWork : testing::Test {
    working_folder folder;
};

TEST_F(RunnerAtWork, CountsNoRunTwiceThatACrashCutOffBeforeItWasFinished) {
    std::promise<void> has_run, may_end;
    int times = 0;
    const std::vector<job> jobs{
        {"asks", "A job that asks", catch_up::each, every_night, [&](const job_context&, domain::instant due_at) {
             job_outcome done;
             done.effects.emplace_back(db::add_prompts{{{"asks", "service:EQ", domain::format_instant(due_at), "team",
                                                         "EQ", "99G", domain::london_date(due_at)}}});
             if (++times == 1) {
                 has_run.set_value();
                 may_end.get_future().wait();
             }
             return done;
         }}};
    folder.pass(jobs);
    folder.move_to("2026-01-06T02:15:00Z");
    {
        boost::asio::io_context loop{1};
        boost::asio::thread_pool pool{1};
        runner working{loop, pool, folder.journal(), folder.around(), folder.clock(), jobs};
        working.start();
        auto over = has_run.get_future();
        while (over.wait_for(0s) != std::future_status::ready) {
            loop.poll_one();
        }
        may_end.set_value();
        pool.join(); // the run is over, and the loop never hears of it
    }
    EXPECT_EQ(folder.row("asks").runs, 0);
    EXPECT_TRUE(folder.prompts("asks").empty());
    folder.stop_daemon();
    folder.start_daemon();
    folder.pass_at("2026-01-06T09:00:00Z", jobs);
    EXPECT_EQ(times, 2);
    EXPECT_EQ(folder.row("asks").runs, 1);
    EXPECT_EQ(folder.prompts("asks").size(), 1U);
}

TEST_F(RunnerAtWork, AsksALongRunToStopAndRunsItAgainAfterTheStart) {
    std::promise<void> has_begun;
    int times = 0;
    const std::vector<job> jobs{{"long", "A job that takes long", catch_up::latest, every_night,
                                 [&](const job_context& context, domain::instant) -> job_outcome {
                                     if (++times == 1) {
                                         has_begun.set_value();
                                         db::stop_check looking{context.stopping};
                                         for (;;) {
                                             looking.step();
                                         }
                                     }
                                     return {.note = "done"};
                                 }}};
    folder.pass(jobs);
    folder.move_to("2026-01-06T02:15:00Z");
    {
        boost::asio::io_context loop{1};
        boost::asio::thread_pool pool{1};
        runner working{loop, pool, folder.journal(), folder.around(), folder.clock(), jobs};
        working.start();
        auto begun = has_begun.get_future();
        while (begun.wait_for(0s) != std::future_status::ready) {
            loop.poll_one();
        }
        working.stop();
        loop.run(); // to its end, with nothing left to do
    }
    EXPECT_EQ(folder.row("long").failures, 0);
    EXPECT_EQ(folder.row("long").runs, 0);
    folder.pass(jobs);
    EXPECT_EQ(folder.row("long").runs, 1);
}

TEST_F(RunnerAtWork, IsWokenByWhoeverAsks) {
    std::atomic<bool> has_run{false};
    const std::vector<job> jobs{
        {"nightly", "A job of the night", catch_up::latest, every_night, [&](const job_context&, domain::instant) {
             has_run = true;
             return job_outcome{};
         }}};
    boost::asio::io_context loop{1};
    boost::asio::thread_pool pool{1};
    runner working{loop, pool, folder.journal(), folder.around(), folder.clock(), jobs};
    working.start();
    while (!working.last_finished_pass()) {
        loop.run_one();
    }
    folder.accept(db::run_job{{"admin", "t1"}, "nightly"});
    folder.move_to("2026-01-05T10:00:01Z");
    const auto began = std::chrono::steady_clock::now();
    working.wake();
    while (!has_run) {
        loop.run_one();
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, runner::longest_sleep / 2);
    working.stop();
    loop.run();
}

TEST_F(RunnerAtWork, TellsHowLongTheEarliestDueRunHasBeenWaiting) {
    const std::vector<job> jobs{
        {"broken", "A job that fails", catch_up::latest, every_night,
         [](const job_context&, domain::instant) -> job_outcome { throw std::runtime_error{"the disk is full"}; }}};
    folder.pass(jobs);
    folder.move_to("2026-01-06T02:45:00Z");
    boost::asio::io_context loop{1};
    boost::asio::thread_pool pool{1};
    runner working{loop, pool, folder.journal(), folder.around(), folder.clock(), jobs};
    EXPECT_FALSE(working.last_finished_pass());
    working.start();
    while (!working.last_finished_pass()) {
        loop.run_one();
    }
    EXPECT_EQ(working.last_finished_pass(), at("2026-01-06T02:45:00Z"));
    EXPECT_EQ(working.lag(), 30min) << "since it was due, though it is tried again only later";
    working.stop();
    loop.run();
}

} // namespace
} // namespace clockstart::scheduler
