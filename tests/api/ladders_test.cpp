#include "tests/api/house_server.hpp"
#include "tests/api/page_session.hpp"
#include "tests/api/page_words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026 is today in these tests; equipment asked for then is due on 3 January 2027.
struct Ladders : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");

    static json::object before(int days, const std::string& role = "team") {
        return {{"code", "due-" + std::to_string(days)}, {"days_from_due", -days}, {"role", role}};
    }
    static json::object wanted(const json::object& place, const std::string& from, json::array steps) {
        json::object body{
            {"pathway", "equipment"}, {"target", "delivered"}, {"from", from}, {"steps", std::move(steps)}};
        for (const auto& member : place) {
            body[member.key()] = member.value();
        }
        return body;
    }
    test::reply set(const json::object& body) { return house.post(administrator, "/api/v1/ladders", body); }
    json::value accept(const json::object& body) {
        const auto made = set(body);
        EXPECT_EQ(made.status, 201U) << made.body;
        return json::parse(made.body);
    }
    std::string open(int child, const std::string& service = "equipment-99G-PV01") {
        const auto made =
            house.post(administrator, "/api/v1/requests", house.equipment_request("2026-11-22", child, service));
        EXPECT_EQ(made.status, 201U) << made.body;
        return text(json::parse(made.body).at("reference"));
    }
    // "due-14 2026-12-20 requester, ...": what is coming of the ladder.
    std::string coming(const std::string& reference, const std::string& query = "") {
        std::string told;
        const auto shown = house.json(administrator, "/api/v1/requests/" + reference + query);
        for (const auto& one : shown.at("coming").as_array()) {
            if (one.at("target").is_string()) {
                told += (told.empty() ? "" : ", ") + text(one.at("step")) + " " + text(one.at("on")) + " " +
                        text(one.at("role"));
            }
        }
        return told;
    }
    static std::string fault_of(const test::reply& refused) {
        return std::to_string(refused.status) + " " + text(json::parse(refused.body).at("errors").at(0).at("pointer"));
    }
};

constexpr auto own_ladder = "due-14 2026-12-20 requester, due-7 2026-12-27 team, breach 2027-01-04 provider_manager, "
                            "due+7 2027-01-10 provider_manager, due+14 2027-01-17 area_commissioner, due+28 "
                            "2027-01-31 area_commissioner";

TEST_F(Ladders, ChangeWhatIsComing) {
    const auto here = open(1);
    const auto elsewhere = open(2, "equipment-07H-PV01");
    EXPECT_EQ(coming(here), own_ladder);
    house.set_now("2026-11-22T13:00:00Z");
    // D7T5G holds 99G from April 2026; a share of the target counts too.
    accept(wanted({{"area", "D7T5G"}}, "2026-11-22",
                  {json::object{{"code", "half"}, {"percent_of_target", 50}, {"role", "administrator"}}, before(3)}));
    EXPECT_EQ(coming(here), "half 2026-12-13 administrator, due-3 2026-12-31 team, breach 2027-01-04 "
                            "provider_manager");
    EXPECT_EQ(coming(elsewhere), own_ladder);
    EXPECT_EQ(coming(here, "?known_at=2026-11-22T12:30:00Z"), own_ladder) << "it was not known then";
    accept(wanted({{"service", "equipment-99G-PV01"}, {"to", "2027-01-02"}}, "2026-11-22", {before(10)}));
    EXPECT_EQ(coming(here).substr(0, 4), "half") << "it ended on the day before";
    accept(wanted({{"service", "equipment-99G-PV01"}}, "2027-01-03", {before(5, "requester")}));
    EXPECT_EQ(coming(here), "due-5 2026-12-29 requester, breach 2027-01-04 provider_manager");

    house.set_now("2026-12-29T00:00:00Z");
    house.journal().append_and_wait(db::record_due_steps{}).value();
    EXPECT_EQ(coming(here), "breach 2027-01-04 provider_manager");
    const auto events = house.json(administrator, "/api/v1/requests/" + here).at("events").as_array();
    EXPECT_EQ(text(events.back().at("type")), "step_reached");
}

TEST_F(Ladders, AreListedWithTheirDates) {
    accept(wanted({{"area", "99G"}}, "2026-12-01", {before(10), before(2)}));
    accept(wanted({{"service", "slt-99G-PV01"}, {"pathway", "slt"}, {"target", "first_contact"}}, "2026-12-01", {}));
    const auto last = accept(wanted({{"area", "99G"}}, "2027-01-01", {before(10)}));
    EXPECT_EQ(last.at("to"), json::value(nullptr));
    EXPECT_EQ(last.at("recorded_at").as_string().subview(0, 10), "2026-11-22");
    const auto all = house.json(administrator, "/api/v1/ladders").at("items").as_array();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(text(all.at(0).at("to")), "2026-12-31") << "ended by the one after it";
    EXPECT_EQ(all.at(1), last);
    EXPECT_EQ(text(all.at(2).at("service")), "slt-99G-PV01");
    for (const auto& [query, count] : {std::pair{"?pathway=slt", 1U},
                                       {"?area=99G", 2U},
                                       {"?area=06Q", 0U},
                                       {"?service=slt-99G-PV01", 1U},
                                       {"?pathway=equipment&area=99G", 2U}}) {
        EXPECT_EQ(house.json(administrator, std::string{"/api/v1/ladders"} + query).at("items").as_array().size(),
                  count)
            << query;
    }
    EXPECT_EQ(fault_of(house.get(administrator, "/api/v1/ladders?pathway=spoons")), "422 ?pathway");
    EXPECT_EQ(house.get(administrator, "/api/v1/ladders?area=99Z").status, 404U);
    EXPECT_EQ(house.get(administrator, "/api/v1/ladders?colour=blue").status, 400U);

    const auto first = house.json(administrator, "/api/v1/ladders?limit=2");
    EXPECT_EQ(first.at("items").as_array().size(), 2U);
    const auto second = house.json(administrator, "/api/v1/ladders?limit=2&cursor=" + text(first.at("next")));
    EXPECT_EQ(second.at("items").as_array(), (json::array{all.at(2)}));
    EXPECT_TRUE(second.at("next").is_null());

    const auto csv = house.get(administrator, "/api/v1/ladders?format=csv").body;
    EXPECT_NE(csv.find(R"("equipment","delivered","99G","","2026-12-01","2026-12-31","due-2","-2","","team")"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find(R"("slt","first_contact","","slt-99G-PV01","2026-12-01","","","","","")"), std::string::npos)
        << csv;
}

TEST_F(Ladders, AreRefusedWithTheMember) {
    const json::object here{{"area", "99G"}};
    EXPECT_EQ(fault_of(set(wanted({}, "2026-12-01", {before(1)}))), "422 /service");
    EXPECT_EQ(fault_of(set(wanted({{"area", "99G"}, {"service", "equipment-99G-PV01"}}, "2026-12-01", {before(1)}))),
              "422 /area");
    EXPECT_EQ(fault_of(set(wanted(here, "2026-11-21", {before(1)}))), "422 /from");
    EXPECT_EQ(fault_of(set(wanted(here, "2026-12-01", {before(1), before(1)}))), "422 /steps/1");
    EXPECT_EQ(fault_of(set(wanted(here, "2026-12-01", {before(1, "the_minister")}))), "422 /steps/0/role");
    EXPECT_EQ(fault_of(set(wanted(here, "2026-12-01", {before(3'651)}))), "422 /steps/0/days_from_due");
    EXPECT_EQ(fault_of(set(wanted(here, "2026-12-01", {"soon"}))), "422 /steps/0");
    EXPECT_EQ(fault_of(set(wanted({{"area", "99G"}, {"steps", "soon"}}, "2026-12-01", {}))), "422 /steps");
    EXPECT_EQ(fault_of(set(wanted({{"area", "99G"}, {"colour", "blue"}}, "2026-12-01", {}))), "422 /colour");
    auto without_steps = wanted(here, "2026-12-01", {});
    without_steps.erase("steps");
    EXPECT_EQ(fault_of(set(without_steps)), "422 /steps");
    const auto both = set(wanted({{"area", "99G"}, {"colour", "blue"}}, "2026-12-01", {before(1, "the_minister")}));
    EXPECT_EQ(json::parse(both.body).at("errors").as_array().size(), 2U) << both.body;
    accept(wanted(here, "2026-12-01", {before(1)}));
    EXPECT_EQ(fault_of(set(wanted(here, "2026-12-01", {before(1)}))), "409 /from");
}

TEST_F(Ladders, AreSetByAdministratorsOfEverythingAndReadByAll) {
    const auto body = wanted({{"area", "99G"}}, "2026-12-01", {before(1)});
    for (const auto& token :
         {house.token("therapist"), house.token("provider_manager"), house.token("school", {}, {}, {999001}),
          house.token("commissioner"), house.token("auditor"), house.token("integrator"),
          house.token("administrator", {"99G"})}) {
        EXPECT_EQ(house.post(token, "/api/v1/ladders", body).status, 404U);
        EXPECT_EQ(house.get(token, "/api/v1/ladders").status, 200U);
    }
    EXPECT_EQ(house.get("", "/api/v1/ladders").status, 401U);
    EXPECT_TRUE(house.json(administrator, "/api/v1/ladders").at("items").as_array().empty());
}

TEST_F(Ladders, AreAPageForAll) {
    const auto page_for = [&](const std::string& token, const std::string& query = "") {
        const auto page = house.get(token, "/ladders" + query, "Accept: text/html\r\n");
        EXPECT_EQ(page.status, 200U);
        return test::words_of(page.body);
    };
    for (const auto* const role :
         {"therapist", "provider_manager", "school", "commissioner", "administrator", "auditor", "integrator"}) {
        const auto words = page_for(house.token(role));
        EXPECT_NE(words.find("14 days before the due day"), std::string::npos) << role;
        EXPECT_NE(words.find("When the due day is over: the target is passed"), std::string::npos) << role;
        EXPECT_NE(words.find("Equipment: Equipment delivered within 6 weeks"), std::string::npos) << role;
        EXPECT_NE(words.find("No area and no service has reminders of its own."), std::string::npos) << role;
        EXPECT_NE(words.find("No next step is planned"), std::string::npos) << role;
    }
    accept(wanted({{"area", "99G"}}, "2026-12-01",
                  {json::object{{"code", "half"}, {"percent_of_target", 50}, {"role", "team"}}, before(1)}));
    const auto page = house.get(administrator, "/ladders", "Accept: text/html\r\n").body;
    EXPECT_NE(test::words_of(page).find("from 1 December 2026"), std::string::npos);
    EXPECT_NE(test::words_of(page).find("When 50% of the time allowed has passed: The team"), std::string::npos);
    EXPECT_NE(test::words_of(page).find("1 day before the due day: The team When the due day is over: the target is "
                                        "passed: Provider manager"),
              std::string::npos)
        << "the breach is told of whether or not it is named";
    EXPECT_EQ(page_for(administrator, "?pathway=slt").find("from 1 December 2026"), std::string::npos);
    EXPECT_EQ(page_for(administrator, "?pathway=slt").find("Equipment delivered"), std::string::npos);
    EXPECT_EQ(house.get("", "/ladders").status, 401U);
}

TEST_F(Ladders, AreSetByTheFormOfThePage) {
    const test::page_session ada{house.port(), administrator};
    EXPECT_NE(ada.get("/ladders").body.find("href=\"/ladders/new\""), std::string::npos);
    EXPECT_EQ(ada.get("/ladders/new").status, 200U);
    const std::string place = "&target=equipment%3Adelivered&place=area%3A99G";
    const std::string day = "&from.day=1&from.month=12&from.year=2026";
    const std::string steps =
        "&steps.0.amount=&steps.0.when=&steps.0.role=&steps.1.amount=50&steps.1.when=share&steps.1."
        "role=team&steps.3.amount=3&steps.3.when=before&steps.3.role=provider_manager";
    EXPECT_EQ(ada.send_as("other", "/ladders", place + day + steps).status, 403U);
    const auto set = ada.send("/ladders", place + day + steps);
    EXPECT_EQ(set.status, 303U) << set.body;
    EXPECT_EQ(set.header("Location"), "/ladders?set=yes");
    EXPECT_NE(ada.get("/ladders?set=yes").body.find("The reminders are set."), std::string::npos);
    const auto held = house.json(administrator, "/api/v1/ladders").at("items").as_array();
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(text(held.at(0).at("area")), "99G");
    EXPECT_EQ(text(held.at(0).at("steps").at(0).at("code")), "share-50");
    EXPECT_EQ(held.at(0).at("steps").at(1).at("days_from_due"), -3);
    const auto again = ada.send("/ladders", place + day + steps);
    EXPECT_EQ(again.status, 422U) << "another one holds from that day on";
    EXPECT_NE(again.body.find("href=\"#from-day\""), std::string::npos);

    const auto wrong = ada.send("/ladders", "&steps.2.amount=soon&steps.2.when=before&from.day=31&from.month=2");
    EXPECT_EQ(wrong.status, 422U);
    for (const std::string at : {"#target", "#from-day", "#steps-2-amount"}) {
        EXPECT_NE(wrong.body.find("href=\"" + at + "\""), std::string::npos) << at;
    }
    EXPECT_NE(wrong.body.find("value=\"soon\""), std::string::npos) << "nothing has to be typed twice";
    EXPECT_NE(ada.send("/ladders", "&target=equipment%3Adelivered&place=service%3Aslt-99G-PV01" + day + steps)
                  .body.find("href=\"#place\""),
              std::string::npos);
    EXPECT_NE(ada.send("/ladders", place + steps + "&from.day=1&from.month=11&from.year=2026")
                  .body.find("href=\"#from-day\""),
              std::string::npos);
    EXPECT_NE(ada.send("/ladders", place + day).body.find("href=\"#steps-0-amount\""), std::string::npos)
        << "none at all is more likely forgotten";
    for (const auto& token :
         {house.token("therapist"), house.token("auditor"), house.token("administrator", {"99G"})}) {
        const test::page_session other{house.port(), token};
        EXPECT_EQ(other.get("/ladders/new").status, 404U);
        EXPECT_EQ(other.send("/ladders", place + day + steps).status, 404U);
        EXPECT_EQ(other.get("/ladders").body.find("/ladders/new"), std::string::npos);
    }
    EXPECT_EQ(house.get(administrator, "/api/v1/ladders?set=yes").status, 400U);
}

} // namespace
} // namespace clockstart
