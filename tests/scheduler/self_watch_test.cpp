#include "scheduler/self_watch.hpp"

#include "scheduler/alarm.hpp"
#include "scheduler/heartbeat.hpp"
#include "tests/scheduler/working_folder.hpp"
#include "tests/support/script.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;

struct SelfWatch : testing::Test {
    working_folder folder;
    std::chrono::steady_clock::time_point steady{};
    self_watch watch{[this] { return steady; }};
    boost::asio::io_context loop{1};

    // Until the alarm, or whatever else runs on the loop, has brought that about.
    template <class Condition>
    void run_until(const Condition& holds) {
        while (!holds()) {
            loop.run_one();
        }
    }
};

using Heartbeat = SelfWatch;

TEST_F(SelfWatch, CountsTheStartAsAPassAndLosesPatienceAfterTwoMinutes) {
    EXPECT_TRUE(watch.is_at_work());
    EXPECT_FALSE(watch.last_pass_at());
    steady += 2min;
    EXPECT_TRUE(watch.is_at_work());
    steady += 1us;
    EXPECT_FALSE(watch.is_at_work());
}

TEST_F(SelfWatch, IsToldOfPassesThoughNothingIsDue) {
    steady += 3min;
    EXPECT_FALSE(watch.is_at_work());
    int told = 0;
    watch.on_pass([&] { ++told; });
    alarm watching{loop, folder.journal(), watch, folder.clock(), {}, 1ms};
    watching.start();
    run_until([&] { return watch.passes() == 3; });
    EXPECT_TRUE(watch.is_at_work()) << "it came back";
    EXPECT_EQ(told, 3);
    EXPECT_EQ(watch.last_pass_at(), folder.now());
    EXPECT_EQ(folder.history().time().seen_at, folder.now());
    watching.stop();
    loop.run();
}

TEST_F(SelfWatch, HearsNothingFromAWriterThatTakesNothing) {
    folder.journal().stop(); // every append is refused from now on
    alarm watching{loop, folder.journal(), watch, folder.clock(), {}, 1ms};
    watching.start();
    loop.poll();
    steady += 3min;
    EXPECT_EQ(watch.passes(), 0);
    EXPECT_FALSE(watch.is_at_work());
    watching.stop();
    loop.run();
}

TEST_F(SelfWatch, CountsStepsAndThoseOfWhichNobodyIsTold) {
    folder.open("2018-05-01");
    folder.move_to("2026-02-17T09:00:00Z"); // past the target of 16 February
    alarm watching{loop, folder.journal(), watch, folder.clock()};
    watching.start();
    run_until([&] { return watch.passes() > 0; });
    EXPECT_GE(watch.steps_recorded(), 3);
    EXPECT_EQ(watch.steps_skipped(), 2);
    EXPECT_EQ(watch.set_aside(), 0);
    watching.stop();
    loop.run();
}

TEST_F(SelfWatch, SaysInWordsThatSendingIsHeldWhileItRunsToo) {
    std::ostringstream said;
    const auto log = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_st>(said));
    alarm watching{loop, folder.journal(), watch, folder.clock(), log, 1ms};
    watching.start();
    run_until([&] { return watch.passes() > 0; });
    EXPECT_EQ(said.str().find("sending is held"), std::string::npos);
    folder.move_to("2026-01-06T11:00:00Z"); // 25 hours on
    run_until([&] { return folder.history().time().sending_is_held(); });
    const auto before = watch.passes();
    run_until([&] { return watch.passes() > before; });
    EXPECT_NE(said.str().find("the clock stands more than a day after 2026-01-05T10:00:00"), std::string::npos);
    watching.stop();
    loop.run();
}

TEST_F(Heartbeat, IsHeardWhileThereArePassesAndNotWithout) {
    test::script receiver{{"/usr/bin/python3", SOURCE_DIR "/tests/scheduler/beat_receiver.py"}};
    const auto url = "http://127.0.0.1:" + std::to_string(receiver.port()) + "/ping/7";
    boost::asio::thread_pool pool{1};
    {
        heartbeat beating{loop, pool, watch, {url, 1h}};
        beating.start();
        loop.run_one();
        EXPECT_EQ(receiver.line(), "/ping/7");
        beating.stop();
        loop.run();
    }
    steady += 3min;
    loop.restart();
    heartbeat silent{loop, pool, watch, {url, 1h}};
    silent.start();
    loop.poll();
    silent.stop();
    loop.run();
    pool.join();
    EXPECT_TRUE(receiver.is_silent());
}

TEST_F(Heartbeat, SaysOnceThatNobodyHearsIt) {
    test::script receiver{{"/usr/bin/python3", SOURCE_DIR "/tests/scheduler/beat_receiver.py"}};
    std::ostringstream said;
    const auto log = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_st>(said));
    boost::asio::thread_pool pool{1};
    const auto url = "http://127.0.0.1:" + std::to_string(receiver.port()) + "/down";
    heartbeat beating{loop, pool, watch, {url, 0s}, log};
    beating.start();
    for (int calls = 0; calls < 3; ++calls) {
        loop.run_one(); // until the call has begun
        run_until([&] { return !receiver.is_silent(); });
        EXPECT_EQ(receiver.line(), "/down");
    }
    beating.stop();
    loop.run();
    pool.join();
    const auto text = said.str();
    const auto first = text.find("the heartbeat is not heard: answered 503");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.find("not heard", first + 25), std::string::npos);
    EXPECT_EQ(text.find("127.0.0.1"), std::string::npos) << "the address may be a secret";
}

} // namespace
} // namespace clockstart::scheduler
