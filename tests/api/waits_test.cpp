#include "tests/api/house_server.hpp"
#include "tests/api/page_words.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace json = boost::json;
using clockstart::test::house_server;
using clockstart::test::row_with;
using clockstart::test::words_of;

namespace {

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026 is today in these tests.
struct Waits : testing::Test {
    house_server house;
    std::string all = house.token("administrator");
    int children = 0;

    std::string open(const std::string& clock_start_on, const std::string& service = "equipment-99G-PV01",
                     const json::object& child = {}, const json::object& more = {}) {
        auto body = house.equipment_request(clock_start_on, ++children, service);
        body["pathway"] = service.substr(0, service.find('-'));
        if (body["pathway"] != "equipment") {
            body.erase("items");
        }
        for (const auto& member : child) {
            body["child"].as_object()[member.key()] = member.value();
        }
        for (const auto& member : more) {
            body[member.key()] = member.value();
        }
        const auto made = house.post(all, "/api/v1/requests", body);
        EXPECT_EQ(made.status, 201U) << made.body;
        return text(json::parse(made.body).at("reference"));
    }
    void record(const std::string& reference, const json::object& event) {
        const auto done = house.post(all, "/api/v1/requests/" + reference + "/events", event, "If-Match: *\r\n");
        EXPECT_EQ(done.status, 201U) << done.body;
    }
    json::value waits(const std::string& query = "") { return house.json(all, "/api/v1/waits" + query); }
    json::value group(const std::string& key, const std::string& query = "") {
        const auto answer = waits(query);
        for (const auto& one : answer.at("groups").as_array()) {
            if (one.at("key").as_string() == key) {
                return one;
            }
        }
        ADD_FAILURE() << "no group " << key << " in " << answer;
        return nullptr;
    }
    std::int64_t sum(const json::value& answer, std::string_view member) {
        std::int64_t total = 0;
        for (const auto& one : answer.at("groups").as_array()) {
            total += one.at(member).as_int64();
        }
        return total;
    }
};

TEST_F(Waits, TenWaitingAndOneSeenShowsTheTen) {
    for (int number = 0; number < 10; ++number) {
        open("2026-11-01");
    }
    record(open("2026-10-01"), {{"type", "delivered"}, {"on", "2026-11-10"}});
    const auto southend = group("99G");
    EXPECT_EQ(text(southend.at("name")), "Southend");
    EXPECT_EQ(southend.at("waiting").as_int64(), 10);
    EXPECT_EQ(southend.at("within_target").as_int64(), 10);
    EXPECT_EQ(southend.at("within_target_percent").as_double(), 100.0);
    EXPECT_EQ(southend.at("completed").at("count").as_int64(), 1);
    EXPECT_EQ(southend.at("completed").at("within_target").as_int64(), 1);
    EXPECT_EQ(southend.at("removed").as_int64(), 0);
    EXPECT_EQ(southend.at("added").as_int64(), 11);
}

TEST_F(Waits, ADayInThePastCountsWhoWaitedThen) {
    record(open("2026-10-01"), {{"type", "delivered"}, {"on", "2026-11-10"}});
    record(open("2026-10-02"), {{"type", "withdrawn"}, {"on", "2026-11-12"}, {"reason", "family_choice"}});
    EXPECT_EQ(sum(waits("?as_at=2026-09-30"), "waiting"), 0);
    EXPECT_EQ(sum(waits("?as_at=2026-10-01"), "waiting"), 1);
    EXPECT_EQ(sum(waits("?as_at=2026-11-09"), "waiting"), 2);
    EXPECT_EQ(sum(waits("?as_at=2026-11-10"), "waiting"), 1);
    EXPECT_EQ(sum(waits("?as_at=2026-11-12"), "waiting"), 0);
    EXPECT_EQ(group("99G").at("removed").as_int64(), 1);
    EXPECT_EQ(group("99G", "?from=2026-11-11&to=2026-11-22").at("completed").at("count").as_int64(), 0);
}

TEST_F(Waits, StatisticsAreExactAndRoundedOnce) {
    open("2026-11-12"); // 10 days
    open("2026-11-02"); // 20 days
    open("2026-10-10"); // 43 days: past the target of 42
    open("2026-09-13"); // 70 days
    const auto answer = waits("?pathway=equipment");
    EXPECT_EQ(text(answer.at("target")), "delivered");
    EXPECT_EQ(text(answer.at("as_at")), "2026-11-22");
    EXPECT_EQ(text(answer.at("from")), "2025-12-01");
    EXPECT_EQ(text(answer.at("to")), "2026-11-22");
    const auto& one = answer.at("groups").at(0);
    EXPECT_EQ(one.at("within_target").as_int64(), 2);
    EXPECT_EQ(one.at("within_target_percent").as_double(), 50.0);
    EXPECT_EQ(one.at("median_weeks").as_double(), 4.5); // (20 + 43) / 2 / 7
    EXPECT_EQ(one.at("p92_weeks").as_double(), 10.0);
    EXPECT_EQ(one.at("longest_days").as_int64(), 70);
    EXPECT_TRUE(waits().at("target").is_null());
}

TEST_F(Waits, WhatIsNotDefinedIsNull) {
    record(open("2026-10-01"), {{"type", "delivered"}, {"on", "2026-11-10"}});
    const auto one = group("99G");
    EXPECT_EQ(one.at("waiting").as_int64(), 0);
    EXPECT_TRUE(one.at("within_target_percent").is_null());
    EXPECT_TRUE(one.at("median_weeks").is_null());
    EXPECT_TRUE(one.at("p92_weeks").is_null());
    EXPECT_TRUE(one.at("longest_days").is_null());
}

TEST_F(Waits, EveryGroupingSumsToTheTotal) {
    open("2026-11-01", "equipment-99G-PV01", {{"sex", "female"}, {"ethnicity", "asian"}, {"deprivation_decile", 1}},
         {{"priority", "urgent"}});
    open("2026-10-01", "equipment-06Q-PV01", {{"sex", "male"}, {"birth_date", "2010-05-05"}}, {{"setting", "home"}});
    open("2026-09-01", "slt-07H-PV01", {{"birth_date", "2024-05-05"}});
    open("2026-08-01", "asd-99G-PV02", {{"deprivation_decile", 10}});
    for (const std::string by : {"area", "provider", "service", "pathway", "age_band", "sex", "ethnicity",
                                 "deprivation", "priority", "setting", "category"}) {
        const auto answer = waits("?group_by=" + by);
        EXPECT_EQ(text(answer.at("group_by")), by);
        EXPECT_EQ(sum(answer, "waiting"), 4) << by;
        EXPECT_EQ(sum(answer, "added"), 4) << by;
        for (const auto& one : answer.at("groups").as_array()) {
            std::int64_t banded = 0;
            for (const auto& band : one.at("bands").as_array()) {
                banded += band.at("waiting").as_int64();
            }
            EXPECT_EQ(banded, one.at("waiting").as_int64()) << by;
        }
    }
    EXPECT_EQ(text(group("slt", "?group_by=pathway").at("name")), "Speech and language therapy");
}

TEST_F(Waits, MonthsAreASeriesThatEndsToday) {
    open("2026-10-15");
    record(open("2026-09-15"), {{"type", "delivered"}, {"on", "2026-10-20"}});
    const auto answer = waits("?group_by=month");
    const auto& months = answer.at("groups").as_array();
    ASSERT_EQ(months.size(), 12U);
    EXPECT_EQ(text(months.front().at("key")), "2025-12");
    EXPECT_EQ(text(months.back().at("key")), "2026-11");
    EXPECT_EQ(text(months.back().at("name")), "November 2026");
    EXPECT_EQ(months[9].at("waiting").as_int64(), 1);  // at the end of September
    EXPECT_EQ(months[10].at("waiting").as_int64(), 1); // of October: one came, one went
    EXPECT_EQ(months[10].at("completed").at("count").as_int64(), 1);
    EXPECT_EQ(months[10].at("added").as_int64(), 1);
    EXPECT_EQ(months[11].at("waiting").as_int64(), 1);
    EXPECT_EQ(house.get(all, "/api/v1/waits?group_by=month&from=1990-01-01").status, 422U);
    const auto ahead = waits("?group_by=month&from=2026-10-01&to=2027-03-31");
    EXPECT_EQ(ahead.at("groups").as_array().size(), 2U);
    EXPECT_EQ(text(ahead.at("to")), "2026-11-22");
}

TEST_F(Waits, BandsHaveAnEdgeAtTheTargetOrAreTheOnesAskedFor) {
    open("2026-10-11"); // 42 days, the last inside
    const auto edges = [&](const std::string& query) {
        std::vector<std::int64_t> days;
        const auto answer = waits(query);
        for (const auto& band : answer.at("groups").at(0).at("bands").as_array()) {
            days.push_back(band.at("to_day").is_null() ? -1 : band.at("to_day").as_int64());
        }
        return days;
    };
    const auto six_weeks = edges("?pathway=equipment");
    EXPECT_NE(std::ranges::find(six_weeks, 42), six_weeks.end());
    EXPECT_EQ(six_weeks.back(), -1);
    EXPECT_EQ(edges("").size(), 8U);
    EXPECT_EQ(edges("?bands=rtt-105").size(), 105U);
    EXPECT_EQ(house.get(all, "/api/v1/waits?bands=weekly").status, 422U);
}

TEST_F(Waits, ASecondTargetIsAskedForByItsPathway) {
    record(open("2026-06-01", "asd-99G-PV01"), {{"type", "first_contact"}, {"on", "2026-07-01"}});
    EXPECT_EQ(sum(waits("?pathway=asd"), "waiting"), 0);
    const auto outcome = waits("?pathway=asd&target=outcome");
    EXPECT_EQ(text(outcome.at("target")), "outcome");
    EXPECT_EQ(sum(outcome, "waiting"), 1);
    EXPECT_EQ(house.get(all, "/api/v1/waits?target=outcome").status, 422U);
    EXPECT_EQ(house.get(all, "/api/v1/waits?pathway=asd&target=delivered").status, 422U);
    EXPECT_EQ(house.get(all, "/api/v1/waits?pathway=dance").status, 422U);
}

TEST_F(Waits, WhatCannotBeAnsweredIsRefusedWithTheParameter) {
    const auto refused = [&](const std::string& query) { return house.get(all, "/api/v1/waits?" + query); };
    const auto grouping = refused("group_by=colour");
    EXPECT_EQ(grouping.status, 422U);
    EXPECT_NE(grouping.body.find("?group_by"), std::string::npos);
    EXPECT_NE(grouping.body.find("age_band"), std::string::npos);
    EXPECT_EQ(refused("group_by=none").status, 422U);
    EXPECT_EQ(refused("as_at=2028-01-01").status, 422U);
    EXPECT_EQ(refused("as_at=2026-04-31").status, 422U);
    EXPECT_EQ(refused("from=2026-11-22&to=2026-11-21").status, 422U);
    EXPECT_EQ(refused("colour=red").status, 400U);
    EXPECT_EQ(refused("as_at=&group_by=").status, 200U);
}

TEST_F(Waits, AnAreaCountsWithWhatLiesWithinItOnThatDay) {
    open("2026-01-10", "equipment-99G-PV01");
    open("2026-01-11", "equipment-06Q-PV01");
    EXPECT_EQ(sum(waits("?area=D7T5G"), "waiting"), 2);
    EXPECT_EQ(sum(waits("?area=QH8"), "waiting"), 0);
    EXPECT_EQ(sum(waits("?area=QH8&as_at=2026-03-31"), "waiting"), 2);
    EXPECT_EQ(house.get(all, "/api/v1/waits?area=NOWHERE").status, 404U);
}

TEST_F(Waits, NobodySeesBeyondTheirScope) {
    open("2026-11-01", "equipment-99G-PV01");
    open("2026-11-01", "equipment-07H-PV01");
    const auto west = house.token("commissioner", {"07H"});
    const auto seen = house.json(west, "/api/v1/waits");
    ASSERT_EQ(seen.at("groups").as_array().size(), 1U);
    EXPECT_EQ(text(seen.at("groups").at(0).at("key")), "07H");
    EXPECT_EQ(house.get(west, "/api/v1/waits?area=99G").status, 404U);
    EXPECT_EQ(house.get(west, "/api/v1/waits?service=equipment-99G-PV01").status, 404U);
    EXPECT_EQ(house.get(west, "/areas/99G").status, 404U);
    EXPECT_EQ(house.get(west, "/areas/07H").status, 200U);
    const auto school = house.token("school", {}, {}, {999001});
    EXPECT_EQ(house.get(school, "/api/v1/waits").status, 404U);
    EXPECT_EQ(house.get(school, "/areas/99G").status, 404U);
    EXPECT_EQ(house.get(school, "/").header("Location"), "/requests");
}

TEST_F(Waits, ThreeFacesShowTheSameFigures) {
    for (int day = 10; day < 20; ++day) {
        open("2026-10-" + std::to_string(day)); // 33 to 43 days
    }
    const auto one = group("99G");
    EXPECT_EQ(one.at("waiting").as_int64(), 10);
    EXPECT_EQ(one.at("within_target_percent").as_double(), 90.0);
    EXPECT_EQ(one.at("median_weeks").as_double(), 5.5);
    const auto csv = house.get(all, "/waits?format=csv");
    EXPECT_EQ(csv.status, 200U);
    EXPECT_NE(csv.body.find(R"("99G","Southend","10","9","90.0","5.5","6.1","43")"), std::string::npos) << csv.body;
    const auto page = house.get(all, "/waits", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(page.body.find("10 waiting, 90.0% within target"), std::string::npos);
    const auto row = row_with(page.body, "Southend");
    for (const std::string_view figure : {" 10 ", " 9 ", " 1 ", " 90.0 ", " 5.5 ", " 6.1 ", " 43 "}) {
        EXPECT_NE(row.find(figure), std::string::npos) << figure << "in " << row;
    }
    EXPECT_NE(page.body.find("Today, 10 children and young people are waiting. Of these, 9 (90.0%) are within target."),
              std::string::npos);
    EXPECT_NE(page.body.find("<rect x=\"0\" y=\"26\" width=\"90.0%\""), std::string::npos);
}

TEST_F(Waits, ADayThatIsNoneIsToldOnThePage) {
    const auto page = house.get(all, "/waits?as_at=2026-04-31", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 422U);
    EXPECT_NE(page.body.find("href=\"#as_at\""), std::string::npos);
    EXPECT_NE(page.body.find("is a day that does not exist"), std::string::npos);
}

TEST_F(Waits, HomeAndAreaShowTheirOwnFigures) {
    open("2026-11-01", "equipment-99G-PV01");
    open("2026-10-01", "slt-07H-PV01");
    const auto home = house.get(all, "/", "Accept: text/html\r\n");
    EXPECT_EQ(home.status, 200U);
    EXPECT_NE(words_of(home.body).find(" 2 waiting now"), std::string::npos);
    EXPECT_NE(home.body.find("/waits?pathway=slt"), std::string::npos);
    const auto area = house.json(all, "/areas/99G?format=json");
    EXPECT_EQ(text(area.at("area").at("name")), "Southend");
    ASSERT_EQ(area.at("groups").as_array().size(), 1U);
    EXPECT_EQ(text(area.at("groups").at(0).at("key")), "equipment");
    EXPECT_EQ(area.at("parents").as_array().size(), 2U);
    EXPECT_EQ(text(area.at("parents").at(0).at("to")), "2026-03-31");
    EXPECT_EQ(area.at("providers").as_array().size(), 6U);
    const auto page = house.get(all, "/areas/99G", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(words_of(page.body).find(" 1 January 2020 "), std::string::npos);
    EXPECT_EQ(house.get(all, "/areas/NOWHERE").status, 404U);
}

} // namespace
