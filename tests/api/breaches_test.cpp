#include "tests/api/house_server.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026 is today in these tests: what started 43 days ago, on 10 October, was due yesterday.
struct Breaches : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    int children = 0;

    std::string open(const std::string& clock_start_on, const std::string& service = "equipment-99G-PV01") {
        const auto made =
            house.post(administrator, "/api/v1/requests", house.equipment_request(clock_start_on, ++children, service));
        EXPECT_EQ(made.status, 201U) << made.body;
        return text(json::parse(made.body).at("reference"));
    }
    void record(const std::string& reference, const json::object& event) {
        const auto done =
            house.post(administrator, "/api/v1/requests/" + reference + "/events", event, "If-Match: *\r\n");
        EXPECT_EQ(done.status, 201U) << done.body;
    }
    std::vector<std::string> references(const std::string& query = "") { return references_of(administrator, query); }
    std::vector<std::string> references_of(const std::string& token, const std::string& query) {
        const auto list = house.json(token, "/api/v1/breaches" + query);
        std::vector<std::string> found;
        for (const auto& item : list.at("items").as_array()) {
            found.push_back(text(item.at("reference")));
        }
        return found;
    }
};

using these = std::vector<std::string>;

TEST_F(Breaches, TellTheTrueInstantAndTheOneAtWhichItWasNoticed) {
    const auto reference = open("2026-10-10");
    const auto list = house.json(administrator, "/api/v1/breaches");
    ASSERT_EQ(list.at("items").as_array().size(), 1U);
    const auto& item = list.at("items").at(0);
    EXPECT_EQ(text(item.at("reference")), reference);
    EXPECT_EQ(text(item.at("target")), "delivered");
    EXPECT_EQ(text(item.at("due_on")), "2026-11-21");
    EXPECT_EQ(text(item.at("breached_at")), "2026-11-22T00:00:00.000000Z");
    EXPECT_EQ(text(item.at("detected_at")).substr(0, 19), "2026-11-22T12:00:00");
    EXPECT_EQ(text(item.at("state")), "breached");
    EXPECT_EQ(item.at("waited_days").as_int64(), 43);
    EXPECT_TRUE(list.at("next").is_null());
}

TEST_F(Breaches, AreThoseOfTheDaysAskedForBothEndsIncluded) {
    const auto summer = open("2026-07-01"); // due on 12 August
    const auto yesterday = open("2026-10-10");
    open("2026-10-11"); // due today: inside
    EXPECT_EQ(references(), these{yesterday});
    EXPECT_EQ(references("?from=2026-08-13&to=2026-11-22"), (these{summer, yesterday}));
    EXPECT_EQ(references("?from=2026-08-13&to=2026-08-13"), these{summer});
    EXPECT_EQ(references("?from=2026-08-14&to=2026-11-21"), these{});
}

TEST_F(Breaches, StayListedWhenTheWaitEndedLate) {
    const auto reference = open("2026-10-01");
    record(reference, {{"type", "delivered"}, {"on", "2026-11-20"}});
    const auto list = house.json(administrator, "/api/v1/breaches");
    ASSERT_EQ(list.at("items").as_array().size(), 1U);
    EXPECT_EQ(text(list.at("items").at(0).at("state")), "missed");
}

TEST_F(Breaches, ThatACorrectionHasUndoneAreLeftOut) {
    const auto reference = open("2026-10-10");
    const auto opening = house.json(administrator, "/api/v1/requests/" + reference).at("events").at(0).at("sequence");
    record(reference,
           {{"type", "corrected"}, {"on", "2026-10-20"}, {"corrects", opening}, {"reason", "Typed the wrong day"}});
    EXPECT_EQ(references(), these{});
}

TEST_F(Breaches, TellTheReasonOnceSomebodyGaveIt) {
    const auto reference = open("2026-10-10");
    const auto reason = [&] { return house.json(administrator, "/api/v1/breaches").at("items").at(0).at("reason"); };
    EXPECT_TRUE(reason().is_null());
    record(reference, {{"type", "breach_explained"}, {"reason", "capacity"}});
    EXPECT_EQ(reason(), "capacity");
    record(reference, {{"type", "breach_explained"}, {"reason", "awaiting_supplier"}, {"target", "delivered"}});
    EXPECT_EQ(reason(), "awaiting_supplier");
}

TEST_F(Breaches, AreThoseWithinReach) {
    const auto here = open("2026-10-10");
    const auto elsewhere = open("2026-10-10", "equipment-07H-PV01");
    EXPECT_EQ(references(), (these{here, elsewhere}));
    EXPECT_EQ(references("?area=07H"), these{elsewhere});
    EXPECT_EQ(references("?pathway=slt"), these{});
    EXPECT_EQ(references_of(house.token("commissioner", {"99G"}), ""), these{here});
    EXPECT_EQ(house.get(house.token("commissioner", {"99G"}), "/api/v1/breaches?area=07H").status, 404U);
    EXPECT_EQ(house.get(house.token("school", {}, {}, {999001}), "/api/v1/breaches").status, 404U);
}

TEST_F(Breaches, ComePageByPage) {
    const these all{open("2026-10-08"), open("2026-10-09"), open("2026-10-10")};
    these seen;
    std::string cursor;
    do {
        const auto list = house.json(administrator, "/api/v1/breaches?limit=1" + cursor);
        ASSERT_EQ(list.at("items").as_array().size(), 1U);
        seen.push_back(text(list.at("items").at(0).at("reference")));
        cursor = list.at("next").is_null() ? "" : "&cursor=" + text(list.at("next"));
    } while (!cursor.empty());
    EXPECT_EQ(seen, all);
}

TEST_F(Breaches, RefuseWhatCannotBeRead) {
    for (const std::string query : {"?from=2026-04-31", "?from=2026-11-20&to=2026-11-19", "?pathway=none"}) {
        EXPECT_EQ(house.get(administrator, "/api/v1/breaches" + query).status, 422U) << query;
    }
    EXPECT_EQ(house.get(administrator, "/api/v1/breaches?cursor=0123").status, 400U);
    EXPECT_EQ(house.get(administrator, "/api/v1/breaches?shoe=1").status, 400U);
}

TEST_F(Breaches, HaveAPageAndAFileToo) {
    const auto reference = open("2026-10-10");
    const auto page = house.get(administrator, "/breaches");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(page.body.find("/requests/" + reference), std::string::npos);
    const auto file = house.get(administrator, "/api/v1/breaches?format=csv");
    EXPECT_EQ(file.status, 200U);
    EXPECT_NE(file.body.find(reference + R"(","equipment","99G","PV01","delivered","2026-11-21",)"), std::string::npos);
}

} // namespace
} // namespace clockstart
