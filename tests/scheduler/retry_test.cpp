#include "scheduler/retry.hpp"

#include <gtest/gtest.h>

#include <set>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;

const domain::instant begin{1'800'000'000s};

TEST(Retry, WaitsTwiceAsLongEachTimeUpToTwoHours) {
    auto now = begin;
    for (int attempts = 1; attempts <= 20; ++attempts) {
        const auto again = next_attempt(begin, now, attempts, "msg_1").value();
        const auto plain = std::min<std::chrono::microseconds>(30s * (1 << std::min(attempts - 1, 8)), 2h);
        EXPECT_GE(again - now, plain * 4 / 5) << attempts;
        EXPECT_LE(again - now, plain * 6 / 5) << attempts;
        now = again;
    }
}

TEST(Retry, GivesUpAfterThreeDaysAndEightAttemptsAndNeverSooner) {
    EXPECT_TRUE(next_attempt(begin, begin + 72h - 1us, 30, "msg_1"));
    EXPECT_TRUE(next_attempt(begin, begin + 200h, 7, "msg_1")); // the mail server rested over Easter
    EXPECT_FALSE(next_attempt(begin, begin + 72h, 8, "msg_1"));
}

TEST(Retry, SpreadsThoseThatFailedTogetherAndIsTheSameForTheSameAttempt) {
    std::set<domain::instant> moments;
    for (int number = 0; number < 50; ++number) {
        const auto id = "msg_" + std::to_string(number);
        moments.insert(*next_attempt(begin, begin, 4, id));
        EXPECT_EQ(next_attempt(begin, begin, 4, id), next_attempt(begin, begin, 4, id));
    }
    EXPECT_GT(moments.size(), 30U);
}

} // namespace
} // namespace clockstart::scheduler
