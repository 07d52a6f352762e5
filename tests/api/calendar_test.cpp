#include "tests/api/house_server.hpp"
#include "tests/api/page_words.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026, a Sunday, is today in these tests. "chairs" is a pathway as data: delivered within five working
// days.
struct Calendar : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    std::string reference; // chairs, since Friday 20 November: due on Friday the 27th

    void SetUp() override {
        auto document = house.json(administrator, "/api/v1/pathways/equipment").as_object();
        document["code"] = "chairs";
        document["prefix"] = "CH";
        document["targets"].as_array()[0].as_object()["limit"] = json::object{{"working_days", 5}};
        ASSERT_EQ(house.post(administrator, "/api/v1/pathways/chairs/versions", document).status, 201U);
        db::put_directory more;
        more.services = {{"chairs-99G", "Chairs", "chairs", "99G", "PV01", "QH8", domain::make_date(2020, 1, 1), {}}};
        house.journal().append_and_wait(more).value();
        auto body = house.equipment_request("2026-11-20", 1, "chairs-99G");
        body["pathway"] = "chairs";
        const auto made = house.post(administrator, "/api/v1/requests", body);
        ASSERT_EQ(made.status, 201U) << made.body;
        reference = text(json::parse(made.body).at("reference"));
        house.set_now("2026-11-24T10:00:00Z");
    }
    test::reply add(const json::object& holiday) {
        return house.post(administrator, "/api/v1/calendar/holidays", holiday);
    }
    json::value clock(const std::string& query = "") {
        return house.json(administrator, "/api/v1/requests/" + reference + query).at("clocks").at(0);
    }
    json::value explanation(const std::string& query = "") {
        return house.json(administrator, "/api/v1/requests/" + reference + "/clocks/delivered/explanation" + query);
    }
};

TEST_F(Calendar, MovesADueDayWhenAHolidayIsAnnouncedLateAndExplainsTheOldOne) {
    EXPECT_EQ(clock().at("due_on"), "2026-11-27");
    EXPECT_EQ(clock().at("due_on"), "2026-11-27"); // a kept answer
    const auto added = add({{"on", "2026-11-25"}, {"title", "Day of thanks"}, {"announced_on", "2026-11-23"}});
    ASSERT_EQ(added.status, 201U) << added.body;
    EXPECT_EQ(json::parse(added.body).at("announced_on"), "2026-11-23");

    EXPECT_EQ(clock().at("due_on"), "2026-11-30");
    // As it was known before the announcement, and before anybody told us.
    EXPECT_EQ(clock("?known_at=2026-11-22").at("due_on"), "2026-11-27");
    EXPECT_EQ(clock("?known_at=2026-11-24T09:59:00Z").at("due_on"), "2026-11-27");
    EXPECT_EQ(clock("?known_at=2026-11-24").at("due_on"), "2026-11-30");

    const auto told = explanation();
    EXPECT_EQ(told.at("due_on"), "2026-11-30");
    ASSERT_EQ(told.at("due_moves").as_array().size(), 1U);
    EXPECT_EQ(
        told.at("due_moves").at(0),
        (json::object{{"from", "2026-11-27"},
                      {"to", "2026-11-30"},
                      {"because", "Bank holiday: Day of thanks, announced late, on 23 November 2026, and added on "
                                  "24 November 2026"}}));
    EXPECT_TRUE(explanation("?known_at=2026-11-22").at("due_moves").as_array().empty());
    const auto later = explanation("?as_at=2026-11-26").at("items");
    EXPECT_NE(json::serialize(later).find("Bank holiday: Day of thanks, announced late, on 23 November 2026"),
              std::string::npos);
    const auto page = test::words_of(house.get(administrator, "/requests/" + reference + "?format=html").body);
    EXPECT_NE(page.find("The last day allowed moved from 27 November 2026 to 30 November 2026."), std::string::npos)
        << page;
}

TEST_F(Calendar, IsListedWithItsEdition) {
    const auto before = house.json(administrator, "/api/v1/calendar");
    EXPECT_EQ(before.at("version"), "england-2012-2028");
    ASSERT_EQ(add({{"on", "2029-01-01"}, {"title", "New Year's Day"}}).status, 201U);
    const auto after = house.json(house.token("school", {}, {}, {999001}), "/api/v1/calendar");
    EXPECT_EQ(after.at("version"), "england-2012-2028+1");
    EXPECT_EQ(after.at("holidays").as_array().size(), before.at("holidays").as_array().size() + 1);
    const auto& last = after.at("holidays").as_array().back();
    EXPECT_EQ(last.at("title"), "New Year's Day");
    EXPECT_TRUE(last.at("announced_on").is_null());
    EXPECT_EQ(text(last.at("recorded_at")).substr(0, 10), "2026-11-24");
    EXPECT_EQ(clock().at("due_on"), "2026-11-27");
    const auto csv = house.get(administrator, "/api/v1/calendar?format=csv").body;
    EXPECT_NE(csv.find(R"("2029-01-01","New Year's Day","","2026-11-24T)"), std::string::npos);
}

TEST_F(Calendar, RefusesADayWithItsField) {
    const auto fault = [&](const json::object& holiday) {
        const auto refused = add(holiday);
        return std::to_string(refused.status) + " " + text(json::parse(refused.body).at("errors").at(0).at("pointer"));
    };
    EXPECT_EQ(fault({{"on", "2026-12-25"}, {"title", "Christmas Day"}}), "409 /on");
    EXPECT_EQ(fault({{"on", "2025-11-22"}, {"title", "Long ago"}}), "422 /on");
    EXPECT_EQ(fault({{"on", "2026-11-31"}, {"title", "No day"}}), "422 /on");
    EXPECT_EQ(fault({{"on", "2026-12-01"}}), "422 /title");
    EXPECT_EQ(fault({{"on", "2026-12-01"}, {"title", "x"}, {"announced_on", "2026-11-25"}}), "422 /announced_on");
    EXPECT_EQ(fault({{"on", "2026-12-01"}, {"title", "x"}, {"bunting", true}}), "422 /bunting");
    EXPECT_EQ(house.json(administrator, "/api/v1/calendar").at("version"), "england-2012-2028");
}

TEST_F(Calendar, IsChangedByAdministratorsOfEverythingOnly) {
    const json::object holiday{{"on", "2026-12-01"}, {"title", "x"}};
    for (const auto& token :
         {house.token("provider_manager"), house.token("integrator"), house.token("administrator", {"99G"})}) {
        EXPECT_EQ(house.post(token, "/api/v1/calendar/holidays", holiday).status, 404U);
    }
}

} // namespace
} // namespace clockstart
