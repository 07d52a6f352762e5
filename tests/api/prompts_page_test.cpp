#include "tests/api/house_server.hpp"
#include "tests/api/nightly_job.hpp"
#include "tests/api/page_session.hpp"
#include "tests/api/page_words.hpp"

#include "domain/time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;
using texts = std::vector<std::string>;

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026, at noon; what a job of this night asks of people.
struct PromptsPage : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");

    test::nightly_job nightly{house};

    void finish(std::vector<db::job_effect> effects) { nightly.finish(std::move(effects)); }
    texts numbers(const std::string& token) {
        texts found;
        const auto list = house.json(token, "/api/v1/prompts");
        for (const auto& one : list.at("items").as_array()) {
            found.push_back(std::to_string(one.at("number").as_int64()) + " " + text(one.at("subject")));
        }
        return found;
    }
    static constexpr auto ask = test::nightly_job::ask;
};

TEST_F(PromptsPage, AreAPageForThoseWhoSeeThem) {
    auto turning = ask("request:EQ-7K3M-2Q9D", "team", "equipment-99G-PV01", "99G");
    turning.job = "child_turns";
    turning.occurrence = "turns-18";
    finish({db::add_prompts{{turning, ask("service:a", "area_commissioner", "equipment-99G-PV01", "99G")}}});
    const auto page_for = [&](const std::string& token) {
        return house.get(token, "/prompts", "Accept: text/html\r\n");
    };
    const auto row = test::row_with(page_for(house.token("therapist")).body, "EQ-7K3M-2Q9D");
    EXPECT_NE(row.find("This child reaches an age at which services change"), std::string::npos) << row;
    EXPECT_NE(row.find("Turns 18"), std::string::npos) << row;
    EXPECT_NE(row.find("Mark as done"), std::string::npos) << row;
    EXPECT_EQ(row.find("The team"), std::string::npos) << "it is for one role alone: " << row;
    EXPECT_NE(test::row_with(page_for(administrator).body, "EQ-7K3M-2Q9D").find("The team"), std::string::npos);
    const auto auditor = page_for(house.token("auditor"));
    EXPECT_EQ(auditor.status, 200U);
    EXPECT_EQ(auditor.body.find("/done\""), std::string::npos) << "an auditor only looks";
    EXPECT_NE(page_for(house.token("commissioner", {"07H"})).body.find("There is nothing to do here"),
              std::string::npos);
    for (const auto* const role : {"school", "integrator"}) {
        const auto token = house.token(role);
        EXPECT_EQ(page_for(token).status, 404U) << role;
        EXPECT_EQ(house.get(token, "/inbox").body.find("href=\"/prompts\""), std::string::npos) << role;
    }
    EXPECT_NE(house.get(administrator, "/prompts?format=csv").body.find("at which services change"), std::string::npos);
    EXPECT_EQ(house.get(administrator, "/api/v1/prompts?done=yes").status, 400U);
    EXPECT_EQ(page_for(house.token("therapist")).body.find("999"), std::string::npos);
}

TEST_F(PromptsPage, AreClosedByTheButtonWhichKeepsTheFilters) {
    finish({db::add_prompts{{ask("service:a", "area_commissioner", "equipment-99G-PV01", "99G"),
                             ask("service:b", "area_commissioner", "equipment-07H-PV01", "07H")}}});
    const test::page_session auditor{house.port(), house.token("auditor")};
    const test::page_session therapist{house.port(), house.token("therapist")};
    const test::page_session elsewhere{house.port(), house.token("commissioner", {"07H"})};
    const test::page_session here{house.port(), house.token("commissioner", {"99G"})};
    EXPECT_EQ(auditor.send("/prompts/1/done").status, 404U);
    EXPECT_EQ(therapist.send("/prompts/1/done").status, 404U);
    EXPECT_EQ(elsewhere.send("/prompts/1/done").status, 404U);
    EXPECT_EQ(here.send("/prompts/9/done").status, 404U);
    EXPECT_EQ(here.send("/prompts/x/done").status, 404U);
    EXPECT_EQ(here.send_as("other", "/prompts/1/done").status, 403U);
    EXPECT_EQ(numbers(administrator).size(), 2U);
    const auto done = here.send("/prompts/1/done", "&area=99G&state=all&next=%2F%2Felsewhere.test");
    EXPECT_EQ(done.status, 303U);
    EXPECT_EQ(done.header("Location"), "/prompts?state=all&area=99G&done=yes");
    EXPECT_EQ(numbers(administrator), texts{"2 service:b"});
    const auto page = here.get("/prompts?state=all&area=99G&done=yes").body;
    EXPECT_NE(page.find("That is marked as done."), std::string::npos);
    EXPECT_EQ(page.find("done=yes"), std::string::npos) << "the notice is not linked to";
    EXPECT_NE(test::words_of(page).find("by commissioner"), std::string::npos);
    EXPECT_EQ(here.send("/prompts/1/done").status, 303U) << "pressed twice";
}

TEST_F(PromptsPage, AboutAnUncheckedServiceRecordThatItWasChecked) {
    auto unchecked = ask("service:equipment-99G-PV01", "provider_manager", "equipment-99G-PV01", "99G");
    unchecked.job = "service_unchecked";
    finish({db::add_prompts{{unchecked}}});
    const test::page_session manager{house.port(), house.token("provider_manager", {}, {"PV01"})};
    EXPECT_NE(manager.get("/prompts").body.find("The details are right"), std::string::npos);
    EXPECT_EQ(manager.send("/prompts/1/done").status, 303U);
    EXPECT_EQ(numbers(administrator), texts{});
    EXPECT_EQ(text(house.json(administrator, "/api/v1/services/equipment-99G-PV01").at("last_checked_on")),
              "2026-11-22");
}

TEST_F(PromptsPage, InAnInboxLeadToTheListAndToTheRequest) {
    auto turning = ask("request:EQ-7K3M-2Q9D", "team", "equipment-99G-PV01", "99G");
    turning.job = "child_turns";
    const auto therapist = house.token("therapist");
    finish({db::add_prompts{{turning}}});
    const auto people = house.history().recipients();
    const auto told =
        std::find_if(people.begin(), people.end(), [](const auto& one) { return one.who.role == "therapist"; });
    house.journal().append_and_wait(db::hand_out{.after = 0, .up_to = 1, .notices = {{told->who.token, 1}}}).value();
    const auto item = house.json(therapist, "/api/v1/inbox").at("items").at(0);
    EXPECT_EQ(text(item.at("text")), "This child reaches an age at which services change: plan ahead");
    EXPECT_EQ(text(item.at("reference")), "EQ-7K3M-2Q9D");
    const auto page = house.get(therapist, "/inbox").body;
    EXPECT_NE(page.find("href=\"/requests/EQ-7K3M-2Q9D\""), std::string::npos);
    EXPECT_NE(test::row_with(page, "EQ-7K3M-2Q9D").find("See the to-do list"), std::string::npos);
}

} // namespace
} // namespace clockstart
