#include "tests/api/house_server.hpp"
#include "tests/api/page_session.hpp"

#include "domain/time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

// Noon of 22 November 2026; one job was due this night.
struct Scheduler : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");

    Scheduler() {
        const auto due = domain::parse_instant("2026-11-22T02:15:00Z").value();
        house.journal().append_and_wait(db::plan_jobs{{{"nightly", "A job of the night", "latest", due}}}).value();
        house.journal().append_and_wait(db::record_due_steps{}).value();
    }
    void leap() {
        house.set_now("2026-11-24T12:00:00Z");
        house.journal().append_and_wait(db::record_due_steps{}).value();
    }
    test::page_session sign_in(const std::string& token) { return {house.port(), token}; }
    test::reply page(const std::string& token) { return house.get(token, "/scheduler", "Accept: text/html\r\n"); }
};

TEST_F(Scheduler, TellsWhatIsDueWhatIsHeldAndWhatRuns) {
    const auto told = house.json(administrator, "/api/v1/scheduler");
    EXPECT_EQ(told.at("now"), "2026-11-22T12:00:00.000000Z");
    EXPECT_EQ(told.at("lag_seconds"), 0);
    EXPECT_TRUE(told.at("last_finished_pass_at").is_null()) << "nothing runs by itself here";
    EXPECT_EQ(told.at("sending"), (json::object{{"held", false}, {"held_since", nullptr}, {"leapt_from", nullptr}}));
    EXPECT_EQ(told.at("jobs").at(0).at("code"), "nightly");
    EXPECT_TRUE(told.at("set_aside").as_array().empty());
    EXPECT_NE(house.get(administrator, "/api/v1/scheduler?format=csv").body.find("\"nightly\""), std::string::npos);
    EXPECT_EQ(house.get(administrator, "/api/v1/scheduler?when=now").status, 400U);
}

TEST_F(Scheduler, IsForAdministratorsAndAuditorsAlone) {
    leap();
    const auto auditor = house.token("auditor");
    EXPECT_EQ(house.get(auditor, "/api/v1/scheduler").status, 200U);
    EXPECT_EQ(page(auditor).status, 200U);
    EXPECT_EQ(page(auditor).body.find("Run now"), std::string::npos);
    EXPECT_EQ(page(auditor).body.find("release sending"), std::string::npos);
    EXPECT_NE(page(auditor).body.find("Sending is held"), std::string::npos);
    EXPECT_EQ(house.post(auditor, "/api/v1/scheduler/release", json::object{}).status, 404U);
    for (const auto* const role : {"therapist", "provider_manager", "school", "commissioner", "integrator"}) {
        const auto token = house.token(role);
        EXPECT_EQ(house.get(token, "/api/v1/scheduler").status, 404U) << role;
        EXPECT_EQ(page(token).status, 404U) << role;
        EXPECT_EQ(house.post(token, "/api/v1/scheduler/release", json::object{}).status, 404U) << role;
        EXPECT_EQ(house.get(token, "/accessibility").body.find("href=\"/scheduler\""), std::string::npos) << role;
    }
    EXPECT_TRUE(house.history().time().sending_is_held());
}

TEST_F(Scheduler, IsOnTheHomePageOfThoseWhoSeeItAsEverythingElseIs) {
    const auto cards = [&](const std::string& role) {
        const auto home = house.get(house.token(role), "/", "Accept: text/html\r\n");
        EXPECT_EQ(home.status, 200U) << role;
        std::string found;
        for (const std::string path : {"/requests", "/inbox", "/prompts", "/ladders", "/scheduler", "/outbox"}) {
            const bool has = home.body.find("nhsuk-card__link\" href=\"" + path + "\"") != std::string::npos;
            found += has ? path + " " : "";
        }
        return found;
    };
    EXPECT_EQ(cards("administrator"), "/requests /inbox /prompts /ladders /scheduler /outbox ");
    EXPECT_EQ(cards("auditor"), "/requests /inbox /prompts /ladders /scheduler /outbox ");
    for (const auto* const role : {"therapist", "provider_manager", "commissioner"}) {
        EXPECT_EQ(cards(role), "/requests /inbox /prompts /ladders ") << role;
    }
    EXPECT_EQ(cards("integrator"), "/requests /inbox /ladders ");
    EXPECT_EQ(house.get(house.token("school"), "/").status, 303U) << "schools begin with their requests";
}

TEST_F(Scheduler, LetsSendingGoOnOnce) {
    leap();
    const auto held = house.json(administrator, "/api/v1/scheduler").at("sending");
    EXPECT_EQ(held.at("held_since"), "2026-11-24T12:00:00.000000Z");
    EXPECT_EQ(held.at("leapt_from"), "2026-11-22T12:00:00.000000Z");
    EXPECT_EQ(house.post(administrator, "/api/v1/scheduler/release", json::object{{"sure", true}}).status, 422U);
    EXPECT_EQ(house.post(administrator, "/api/v1/scheduler/release", json::object{}).status, 200U);
    EXPECT_FALSE(house.history().time().sending_is_held());
    EXPECT_EQ(house.post(administrator, "/api/v1/scheduler/release", json::object{}).status, 409U);
}

TEST_F(Scheduler, IsReleasedByTheButtonOfThePageAndItsFormTokenAlone) {
    leap();
    const auto ada = sign_in(administrator);
    EXPECT_EQ(ada.send_as("other", "/scheduler/release").status, 403U);
    EXPECT_TRUE(house.history().time().sending_is_held());
    const auto done = ada.send("/scheduler/release");
    EXPECT_EQ(done.status, 303U);
    EXPECT_EQ(done.header("Location"), "/scheduler");
    EXPECT_FALSE(house.history().time().sending_is_held());
    EXPECT_EQ(ada.send("/scheduler/release").status, 303U) << "pressed twice";
    const auto otto = sign_in(house.token("auditor"));
    EXPECT_EQ(otto.send("/scheduler/release").status, 404U);
    EXPECT_EQ(otto.send("/scheduler/jobs/nightly/run").status, 404U);
}

TEST_F(Scheduler, RunsAJobNowByTheButtonOfThePage) {
    const auto ada = sign_in(administrator);
    EXPECT_EQ(ada.send("/scheduler/jobs/nightly/run").status, 303U);
    EXPECT_EQ(ada.send("/scheduler/jobs/nobody/run").status, 404U);
    EXPECT_NE(page(administrator).body.find("Run now"), std::string::npos);
}

TEST_F(Scheduler, IsInTheFiguresWithoutNamingAnybody) {
    EXPECT_NE(house.get(administrator, "/metrics").body.find("\nclockstart_sending_held 0"), std::string::npos);
    leap();
    const auto figures = house.get(administrator, "/metrics").body;
    EXPECT_NE(figures.find("\nclockstart_sending_held 1"), std::string::npos);
    EXPECT_NE(figures.find("\nclockstart_requests_set_aside 0"), std::string::npos);
}

} // namespace
} // namespace clockstart
