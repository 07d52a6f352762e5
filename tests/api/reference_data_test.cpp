#include "tests/api/house_server.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace json = boost::json;
using clockstart::test::house_server;

namespace {

std::string text(const json::value& value) { return std::string{value.as_string()}; }

struct ReferenceData : testing::Test {
    house_server house;
    std::string anyone = house.token("auditor");

    std::vector<std::string> keys(const std::string& token, const std::string& list) {
        std::vector<std::string> found;
        const auto answer = house.json(token, list);
        for (const auto& item : answer.at("items").as_array()) {
            const auto* const code = item.as_object().if_contains("code");
            found.push_back(code != nullptr ? text(*code) : std::to_string(item.at("urn").as_int64()));
        }
        return found;
    }
};

using list = std::vector<std::string>;

TEST_F(ReferenceData, ListsComeInTheOrderOfTheirCodes) {
    EXPECT_EQ(keys(anyone, "/api/v1/areas"), (list{"06Q", "07H", "99G", "D7T5G", "QH8", "QM7"}));
    EXPECT_EQ(keys(anyone, "/api/v1/providers"), (list{"PV01", "PV02"}));
    EXPECT_EQ(keys(anyone, "/api/v1/schools"), (list{"999001", "999002"}));
    EXPECT_EQ(keys(anyone, "/api/v1/services").size(), 12U);
    EXPECT_EQ(keys(anyone, "/api/v1/pathways"),
              (list{"adhd", "asd", "ehcp-advice", "equipment", "ot", "physio", "slt"}));
}

TEST_F(ReferenceData, PagesFollowOneAnotherWithoutGaps) {
    list seen;
    std::string cursor;
    do {
        const auto page = house.json(anyone, "/api/v1/services?limit=5" + (cursor.empty() ? "" : "&cursor=" + cursor));
        for (const auto& item : page.at("items").as_array()) {
            seen.push_back(text(item.at("code")));
        }
        cursor = page.at("next").is_null() ? "" : text(page.at("next"));
    } while (!cursor.empty());
    EXPECT_EQ(seen, keys(anyone, "/api/v1/services"));
    const auto next = text(house.json(anyone, "/api/v1/services?limit=5").at("next"));
    EXPECT_EQ(house.get(anyone, "/api/v1/areas?cursor=" + next).status, 400U);
}

TEST_F(ReferenceData, AnAreaTellsItsParentsByDate) {
    const auto area = house.json(anyone, "/api/v1/areas/99G");
    EXPECT_EQ(text(area.at("name")), "Southend");
    EXPECT_EQ(text(area.at("kind")), "sub-icb");
    EXPECT_EQ(text(area.at("ons_code")), "E38000168");
    EXPECT_EQ(text(area.at("parents").at(0).at("parent")), "QH8");
    EXPECT_EQ(text(area.at("parents").at(0).at("to")), "2026-03-31");
    EXPECT_TRUE(area.at("parents").at(1).at("to").is_null());
}

TEST_F(ReferenceData, AServiceTellsWhoDeliversWhatWhereAndUntilWhen) {
    const auto service = house.json(anyone, "/api/v1/services/slt-99G-PV02");
    EXPECT_EQ(text(service.at("pathway")), "slt");
    EXPECT_EQ(text(service.at("area")), "99G");
    EXPECT_EQ(text(service.at("provider")), "PV02");
    EXPECT_EQ(text(service.at("commissioner")), "QH8");
    EXPECT_EQ(text(service.at("contract_from")), "2020-01-01");
    EXPECT_TRUE(service.at("contract_to").is_null());
}

TEST_F(ReferenceData, APathwayTellsItsStagesEventsTargetsAndLadders) {
    const auto pathway = house.json(anyone, "/api/v1/pathways/equipment");
    EXPECT_EQ(pathway.at("version").as_int64(), 1);
    EXPECT_EQ(text(pathway.at("opens_with")), "identified");
    EXPECT_EQ(text(pathway.at("stages").at(0).at("code")), "identified");
    EXPECT_EQ(text(pathway.at("events").at(1).at("type")), "assessed");
    EXPECT_EQ(text(pathway.at("targets").at(0).at("code")), "delivered");
    EXPECT_EQ(pathway.at("targets").at(0).at("limit").at("weeks").as_int64(), 6);
    EXPECT_FALSE(pathway.at("targets").at(0).at("ladder").as_array().empty());
}

TEST_F(ReferenceData, SchoolsAreThoseWithinReach) {
    EXPECT_EQ(keys(house.token("therapist", {"99G"}), "/api/v1/schools"), list{"999001"});
    EXPECT_EQ(keys(house.token("therapist", {}, {"PV02"}), "/api/v1/schools"), list{"999001"});
    const auto forest = house.token("school", {}, {}, {999002});
    EXPECT_EQ(keys(forest, "/api/v1/schools"), list{"999002"});
    EXPECT_EQ(house.get(forest, "/api/v1/schools/999002").status, 200U);
    EXPECT_EQ(house.get(forest, "/api/v1/schools/999001").status, 404U);
    EXPECT_EQ(keys(house.token("school"), "/api/v1/schools"), list{});
}

TEST_F(ReferenceData, WhatIsNotThereIsNotFound) {
    for (const std::string one :
         {"areas/NOWHERE", "providers/NOBODY", "services/NOTHING", "pathways/dance", "schools/1", "schools/x"}) {
        EXPECT_EQ(house.get(anyone, "/api/v1/" + one).status, 404U) << one;
    }
    EXPECT_EQ(house.get(anyone, "/api/v1/areas?colour=red").status, 400U);
    EXPECT_EQ(house.get(anyone, "/api/v1/areas?limit=none").status, 422U);
    EXPECT_EQ(clockstart::test::http_client{house.port()}.get("/api/v1/areas").status, 401U);
}

TEST_F(ReferenceData, ListsComeAsSpreadsheetsToo) {
    const auto csv = house.get(anyone, "/api/v1/areas?format=csv");
    EXPECT_EQ(csv.status, 200U);
    EXPECT_TRUE(csv.body.starts_with(
        "\"code\",\"name\",\"kind\",\"ons_code\"\r\n\"06Q\",\"Mid Essex\",\"sub-icb\",\"E38000106\""))
        << csv.body;
    EXPECT_EQ(house.get(anyone, "/api/v1/areas?format=html").status, 406U);
}

} // namespace
