#include "tests/api/house_server.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026 is today in these tests.
struct PathwayVersions : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");

    // Version 2 of equipment, as the first one but for what is given.
    json::object next(const std::string& valid_from, const json::object& limit, const json::object& more = {}) {
        auto document = house.json(administrator, "/api/v1/pathways/equipment").as_object();
        document["version"] = 2;
        document["valid_from"] = valid_from;
        document["targets"].as_array()[0].as_object()["limit"] = limit;
        for (const auto& member : more) {
            document[member.key()] = member.value();
        }
        return document;
    }
    test::reply store(const json::object& document) {
        return house.post(administrator, "/api/v1/pathways/equipment/versions", document);
    }
    std::string open(const std::string& clock_start_on, int child) {
        const auto made = house.post(administrator, "/api/v1/requests", house.equipment_request(clock_start_on, child));
        EXPECT_EQ(made.status, 201U) << made.body;
        return text(json::parse(made.body).at("reference"));
    }
    std::string due_on(const std::string& reference, const std::string& query = "") {
        return text(house.json(administrator, "/api/v1/requests/" + reference + query).at("clocks").at(0).at("due_on"));
    }
    static std::string fault_of(const test::reply& refused) {
        return std::to_string(refused.status) + " " + text(json::parse(refused.body).at("errors").at(0).at("pointer"));
    }
};

TEST_F(PathwayVersions, KeepTheOldRuleForOldPeriods) {
    const auto yesterday = open("2026-11-21", 1);
    const auto today = open("2026-11-22", 2);
    EXPECT_EQ(due_on(today), "2027-01-03");
    house.set_now("2026-11-22T13:00:00Z");
    const auto stored = store(next("2026-11-22", {{"weeks", 2}}));
    ASSERT_EQ(stored.status, 201U) << stored.body;
    EXPECT_EQ(stored.header("Location"), "/api/v1/pathways/equipment/versions/2");
    EXPECT_EQ(due_on(yesterday), "2027-01-02");
    EXPECT_EQ(due_on(today), "2026-12-06");
    EXPECT_EQ(due_on(today, "?known_at=2026-11-22T12:30:00Z"), "2027-01-03") << "the rule was not known then";
    // The list of what is due soonest goes by the new day as well.
    const auto list = house.json(administrator, "/api/v1/requests?sort=due");
    EXPECT_EQ(text(list.at("items").at(0).at("reference")), today);
}

TEST_F(PathwayVersions, AreListedWithTheirDates) {
    ASSERT_EQ(store(next("2026-12-01", {{"working_days", 30}})).status, 201U);
    const auto list = house.json(administrator, "/api/v1/pathways/equipment/versions").at("items");
    ASSERT_EQ(list.as_array().size(), 2U);
    EXPECT_EQ(list.at(0).at("version"), 1);
    EXPECT_EQ(list.at(0).at("valid_to"), "2026-11-30");
    EXPECT_EQ(list.at(0).at("in_force"), true);
    EXPECT_TRUE(list.at(0).at("recorded_at").is_null());
    EXPECT_EQ(list.at(1).at("valid_from"), "2026-12-01");
    EXPECT_TRUE(list.at(1).at("valid_to").is_null());
    EXPECT_EQ(list.at(1).at("in_force"), false);
    EXPECT_EQ(list.at(1).at("targets").at(0).at("limit"), (json::object{{"working_days", 30}}));
    EXPECT_EQ(house.json(administrator, "/api/v1/pathways/equipment/versions/2"), list.at(1));
    EXPECT_EQ(house.get(administrator, "/api/v1/pathways/equipment/versions/3").status, 404U);
    EXPECT_EQ(house.get(administrator, "/api/v1/pathways/spoons/versions").status, 404U);
    const auto csv = house.get(administrator, "/api/v1/pathways/equipment/versions?format=csv").body;
    EXPECT_NE(csv.find(R"("equipment","Equipment","1","1990-01-01","2026-11-30","yes","")"), std::string::npos) << csv;
}

TEST_F(PathwayVersions, AreRefusedWithThePlaceInTheDocument) {
    EXPECT_EQ(fault_of(store(next("2026-11-21", {{"weeks", 2}}))), "422 /valid_from");
    EXPECT_EQ(fault_of(store(next("2026-12-01", {{"weeks", 0}}))), "422 /targets/0/limit/weeks");
    EXPECT_EQ(fault_of(store(next("2026-12-01", {{"weeks", 2}}, {{"version", 1}}))), "422 /version");
    EXPECT_EQ(fault_of(store(next("2026-12-01", {{"weeks", 2}}, {{"code", "slt"}}))), "422 /code");
    EXPECT_EQ(fault_of(store(next("2026-12-01", {{"weeks", 2}}, {{"colour", "blue"}}))), "422 /colour");
    EXPECT_EQ(fault_of(store(next("2026-12-01", {{"weeks", 2}}, {{"stages", json::array{}}}))), "422 /events/0");
    EXPECT_EQ(house.json(administrator, "/api/v1/pathways/equipment/versions").at("items").as_array().size(), 1U);
}

TEST_F(PathwayVersions, AreSetByAdministratorsOfEverythingOnly) {
    const auto document = next("2026-12-01", {{"weeks", 2}});
    for (const auto& token : {house.token("provider_manager"), house.token("commissioner"), house.token("integrator"),
                              house.token("administrator", {"99G"})}) {
        EXPECT_EQ(house.post(token, "/api/v1/pathways/equipment/versions", document).status, 404U);
        EXPECT_EQ(house.get(token, "/api/v1/pathways/equipment/versions").status, 200U);
    }
}

TEST_F(PathwayVersions, TheFirstOneMakesANewPathway) {
    auto document = next("2020-01-01", {{"working_days", 5}}, {{"code", "chairs"}, {"prefix", "CH"}, {"version", 1}});
    EXPECT_EQ(fault_of(house.post(administrator, "/api/v1/pathways/chairs/versions",
                                  next("2020-01-01", {{"weeks", 2}}, {{"code", "chairs"}}))),
              "422 /prefix");
    const auto made = house.post(administrator, "/api/v1/pathways/chairs/versions", document);
    EXPECT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(house.json(administrator, "/api/v1/pathways/chairs").at("version"), 1);
}

} // namespace
} // namespace clockstart
