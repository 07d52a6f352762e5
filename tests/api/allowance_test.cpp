#include "api/allowance.hpp"

#include "tests/api/house_server.hpp"
#include "tests/support/http_client.hpp"

#include <gtest/gtest.h>

namespace clockstart {
namespace {

using api::allowance;
using namespace std::chrono_literals;

constexpr allowance::time noon{std::chrono::hours{12}};

TEST(Allowance, LetsSoManyComeAtOnceAndTellsTheNextWhen) {
    allowance turns{10, 3};
    for (int request = 0; request < 3; ++request) {
        EXPECT_FALSE(turns.take("a", noon));
    }
    EXPECT_EQ(turns.take("a", noon), 1s); // a tenth of a second, in whole ones
    EXPECT_FALSE(turns.take("b", noon));
}

TEST(Allowance, ComesBackAtItsRateAndNoFurtherThanItsMost) {
    allowance turns{10, 3};
    for (int request = 0; request < 3; ++request) {
        turns.take("a", noon);
    }
    EXPECT_FALSE(turns.take("a", noon + 100ms));
    EXPECT_TRUE(turns.take("a", noon + 100ms));
    for (int request = 0; request < 3; ++request) {
        EXPECT_FALSE(turns.take("a", noon + 1h));
    }
    EXPECT_TRUE(turns.take("a", noon + 1h));
}

TEST(Allowance, IsNotSpentByWhatItRefuses) {
    allowance turns{1, 1};
    EXPECT_FALSE(turns.take("a", noon));
    for (int request = 0; request < 100; ++request) {
        EXPECT_EQ(turns.take("a", noon), 1s);
    }
    EXPECT_FALSE(turns.take("a", noon + 1s));
}

TEST(Allowance, OfNoneASecondRefusesNobody) {
    allowance turns{0, 1};
    for (int request = 0; request < 100; ++request) {
        EXPECT_FALSE(turns.take("a", noon));
    }
    EXPECT_EQ(turns.remembered(), 0U);
}

TEST(Allowance, ForgetsWhoeverHasRested) {
    allowance turns{10, 3};
    turns.take("a", noon);
    turns.take("b", noon);
    turns.take("b", noon);
    turns.forget(noon + 100ms);
    EXPECT_EQ(turns.remembered(), 1U);
}

TEST(Allowance, OfATokenIsAnswered429AndOthersGoOn) {
    api::limits at_most;
    at_most.requests_per_second = 1;
    at_most.requests_at_once = 2;
    test::house_server house{"2026-11-22T12:00:00Z", at_most};
    const auto busy = house.token("therapist"), calm = house.token("therapist");
    test::http_client one{house.port()};
    const auto ask = [&](const std::string& token) {
        return one.get("/api/v1/areas", "Authorization: Bearer " + token + "\r\n");
    };
    test::reply last;
    for (int request = 0; request < 20 && last.status != 429; ++request) {
        last = ask(busy);
    }
    EXPECT_EQ(last.status, 429U);
    EXPECT_EQ(last.header("Retry-After"), "1");
    EXPECT_NE(last.body.find("/problems/too-many-requests"), std::string::npos);
    EXPECT_EQ(ask(calm).status, 200U);
    EXPECT_EQ(one.get("/healthz").status, 200U); // counted by the address, which has not asked before
}

} // namespace
} // namespace clockstart
