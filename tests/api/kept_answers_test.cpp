#include "tests/api/house_server.hpp"

#include "api/roster.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

// Each test reads a request twice, so that the second answer is a kept one, and then changes something that it was made
// from: the third answer must be another.
struct KeptAnswers : testing::Test {
    house_server house;
    std::string therapist = house.token("therapist", {"99G"});
    test::reply made = house.post(therapist, "/api/v1/requests", house.equipment_request("2026-10-11", 1));
    std::string place = *made.header("Location");

    std::string read() { return house.get(therapist, place).body; }
    void SetUp() override {
        ASSERT_EQ(made.status, 201U) << made.body;
        ASSERT_EQ(json::parse(read()), json::parse(made.body));
        ASSERT_EQ(json::parse(read()), json::parse(made.body));
    }
};

TEST_F(KeptAnswers, EndWithAnEventOfTheRequest) {
    const auto added =
        house.post(therapist, place + "/events", json::object{{"type", "assessed"}, {"on", "2026-10-20"}},
                   "If-Match: " + *made.header("ETag") + "\r\n");
    ASSERT_EQ(added.status, 201U) << added.body;
    EXPECT_EQ(json::parse(read()), json::parse(added.body));
    EXPECT_EQ(house.get(therapist, place).header("ETag"), added.header("ETag"));
}

TEST_F(KeptAnswers, EndWithWhatAnotherRequestTellsOfTheChild) {
    auto other = house.equipment_request("2026-11-01", 1);
    other["child"].as_object()["postcode"] = "SS1 1AA";
    ASSERT_EQ(house.post(therapist, "/api/v1/requests", other).status, 201U);
    EXPECT_EQ(json::parse(read()).at("child").at("postcode"), "SS1 1AA");
}

TEST_F(KeptAnswers, EndWithTheDay) {
    house.set_now("2026-11-22T23:59:59Z");
    EXPECT_EQ(json::parse(read()).at("clocks").at(0).at("state"), "running");
    house.set_now("2026-11-23T00:00:00Z");
    EXPECT_EQ(json::parse(read()).at("clocks").at(0).at("state"), "breached");
}

TEST_F(KeptAnswers, AreTheCallersOwn) {
    EXPECT_EQ(house.get(house.token("therapist", {"07H"}), place).status, 404U);
    const auto figures = house.get(house.token("commissioner", {"99G"}), place);
    EXPECT_EQ(figures.status, 200U);
    EXPECT_FALSE(json::parse(figures.body).as_object().contains("child"));
    EXPECT_EQ(house.get("", place).status, 401U);
}

TEST_F(KeptAnswers, ArePassedOverWithAPointOfView) {
    EXPECT_EQ(house.get(therapist, place + "?as_at=2026-12-01").status, 200U);
    EXPECT_NE(house.get(therapist, place + "?as_at=2026-12-01").body, read());
    EXPECT_EQ(house.get(therapist, place + "?format=csv").header("Content-Type"),
              "text/csv; charset=utf-8; header=present");
}

TEST_F(KeptAnswers, AnswerAVersionThatTheCallerHasWith304) {
    EXPECT_EQ(house.get(therapist, place, "If-None-Match: " + *made.header("ETag") + "\r\n").status, 304U);
}

TEST_F(KeptAnswers, AreWipedThoughNobodyAsks) {
    const auto kept_at = "2026-11-22T12:00:00Z";
    ASSERT_TRUE(house.keeps_answer(therapist, place, kept_at));
    house.set_now("2026-11-22T12:00:30Z");
    while (house.keeps_answer(therapist, place, kept_at)) { // until the listener's next sweep
        std::this_thread::yield();
    }
}

// One answer, kept without a server; the test makes the sweeps.
struct KeptAnswer : testing::Test {
    const domain::instant start = domain::parse_instant("2026-11-22T12:00:00Z").value();
    const std::unique_ptr<db::live_board> board = std::make_unique<db::live_board>();
    api::kept_answers answers;
    api::call asked;

    KeptAnswer() {
        asked.path = "/api/v1/requests/1";
        asked.who.emplace().token_id = "token";
    }
    void keep(domain::instant at) {
        answers.keep(asked, {.status = 200, .body = "about a child"},
                     {board->places(), board->pathways(), board->calendar(), 1, 1, true, board->mark_of(1), at});
    }
    bool is_there(domain::instant at) { return answers.find(asked, *board, at) != nullptr; }
};

TEST_F(KeptAnswer, LivesForAQuarterOfAMinuteAtLeastAndHalfAMinuteAtTheMost) {
    for (const int seconds : {0, 7, 14, 15, 29}) {
        const auto kept_at = start + std::chrono::seconds{seconds};
        auto now = start;
        for (; now <= kept_at; now += api::roster::sweep_every) {
            answers.forget(now);
        }
        keep(kept_at);
        for (; now < kept_at + std::chrono::seconds{15}; now += api::roster::sweep_every) {
            answers.forget(now);
            EXPECT_TRUE(is_there(kept_at)) << seconds;
        }
        for (; now <= kept_at + std::chrono::seconds{30}; now += api::roster::sweep_every) {
            answers.forget(now);
        }
        EXPECT_FALSE(is_there(kept_at)) << seconds;
    }
}

TEST_F(KeptAnswer, LivesAsLongAsTheFirstOfAll) {
    keep(start);
    answers.forget(start + api::roster::sweep_every);
    EXPECT_TRUE(is_there(start));
}

TEST_F(KeptAnswer, IsWipedWhenTheClockJumps) {
    for (const int seconds : {-1, 30, 3600}) {
        answers.forget(start);
        keep(start);
        EXPECT_TRUE(is_there(start));
        answers.forget(start + std::chrono::seconds{seconds});
        EXPECT_FALSE(is_there(start)) << seconds;
    }
}

} // namespace
} // namespace clockstart
