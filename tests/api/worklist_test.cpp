#include "tests/api/house_server.hpp"
#include "tests/api/page_words.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <set>

namespace json = boost::json;
using clockstart::test::house_server;
using clockstart::test::row_with;

namespace {

std::string text(const json::value& value) { return std::string{value.as_string()}; }

// 22 November 2026 is today in these tests.
struct Worklist : testing::Test {
    house_server house;
    std::string therapist = house.token("therapist", {"99G"});
    int children = 0;

    std::string open(const std::string& clock_start_on, const std::string& service = "equipment-99G-PV01") {
        auto body = house.equipment_request(clock_start_on, ++children, service);
        body["pathway"] = service.substr(0, service.find('-'));
        if (body["pathway"] != "equipment") {
            body.erase("items");
        }
        const auto made = house.post(house.token("administrator"), "/api/v1/requests", body);
        EXPECT_EQ(made.status, 201U) << made.body;
        return text(json::parse(made.body).at("reference"));
    }
    void record(const std::string& reference, const json::object& event) {
        const auto done = house.post(therapist, "/api/v1/requests/" + reference + "/events", event, "If-Match: *\r\n");
        EXPECT_EQ(done.status, 201U) << done.body;
    }
    std::vector<std::string> references(const std::string& query = "") { return references_of(therapist, query); }
    std::vector<std::string> references_of(const std::string& token, const std::string& query) {
        std::vector<std::string> found;
        const auto list = house.json(token, "/api/v1/requests" + query);
        for (const auto& item : list.at("items").as_array()) {
            found.push_back(text(item.at("reference")));
        }
        return found;
    }
};

TEST_F(Worklist, AnItemTellsWhatIsNeededToChoose) {
    const auto reference = open("2026-10-09");
    const auto list = house.json(therapist, "/api/v1/requests");
    EXPECT_TRUE(list.at("next").is_null());
    const auto& item = list.at("items").at(0);
    EXPECT_EQ(text(item.at("reference")), reference);
    EXPECT_EQ(text(item.at("pathway")), "equipment");
    EXPECT_EQ(text(item.at("service")), "equipment-99G-PV01");
    EXPECT_EQ(text(item.at("area")), "99G");
    EXPECT_EQ(text(item.at("provider")), "PV01");
    EXPECT_EQ(text(item.at("stage")), "identified");
    EXPECT_EQ(text(item.at("state")), "breached");
    EXPECT_EQ(text(item.at("priority")), "routine");
    EXPECT_EQ(text(item.at("clock_start_on")), "2026-10-09");
    EXPECT_EQ(text(item.at("due_on")), "2026-11-20");
    EXPECT_EQ(item.at("waited_days").as_int64(), 44);
    EXPECT_EQ(item.at("remaining_days").as_int64(), -2);
    EXPECT_EQ(item.at("school_urn").as_int64(), 999001);
    EXPECT_EQ(text(item.at("child").at("family_name")), "Okonkwo-Test");
}

TEST_F(Worklist, PagesHaveNoGapsWhileRequestsComeIn) {
    std::vector<std::string> before;
    for (int day = 10; day < 17; ++day) {
        before.push_back(open("2026-10-" + std::to_string(day)));
    }
    std::vector<std::string> seen;
    std::string cursor;
    int pages = 0;
    do {
        const auto list =
            house.json(therapist, "/api/v1/requests?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor));
        for (const auto& item : list.at("items").as_array()) {
            seen.push_back(text(item.at("reference")));
        }
        cursor = list.at("next").is_null() ? "" : text(list.at("next"));
        if (++pages == 1) {
            open("2026-10-01"); // before what was shown
            open("2026-10-13"); // among what is still to come
        }
    } while (!cursor.empty());
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(seen.size(), std::set(seen.begin(), seen.end()).size());
    for (const auto& reference : before) {
        EXPECT_EQ(std::ranges::count(seen, reference), 1) << reference;
    }
    EXPECT_EQ(seen.size(), 8U);
}

TEST_F(Worklist, ACursorBelongsToItsFiltersAndOrder) {
    open("2026-10-11");
    open("2026-10-12");
    const auto cursor = text(house.json(therapist, "/api/v1/requests?limit=1&state=running").at("next"));
    const auto status = [&](const std::string& query) {
        return house.get(therapist, "/api/v1/requests?" + query).status;
    };
    EXPECT_EQ(status("limit=1&state=running&cursor=" + cursor), 200U);
    EXPECT_EQ(status("limit=7&state=running&cursor=" + cursor), 200U);
    EXPECT_EQ(status("limit=1&state=breached&cursor=" + cursor), 400U);
    EXPECT_EQ(status("limit=1&state=running&sort=newest&cursor=" + cursor), 400U);
    EXPECT_EQ(status("cursor=abc"), 400U);
    EXPECT_EQ(status("limit=1&state=running&cursor=" + cursor.substr(0, 16) + "zz"), 400U);
    EXPECT_EQ(status("limit=1&state=running&cursor=" + cursor.substr(0, 16) + "7878"), 400U);
    EXPECT_EQ(status("limit=0"), 422U);
    EXPECT_EQ(status("limit=501"), 422U);
}

TEST_F(Worklist, FiltersFindWhatTheySay) {
    const auto late = open("2026-10-01");
    const auto running = open("2026-11-01");
    const auto done = open("2026-10-20");
    record(done, {{"type", "delivered"}, {"on", "2026-11-10"}});
    record(running, {{"type", "assessed"}, {"on", "2026-11-05"}});
    const auto speech = open("2026-11-02", "slt-99G-PV02");
    using list = std::vector<std::string>;
    EXPECT_EQ(references("?state=breached"), list{late});
    EXPECT_EQ(references("?state=running&pathway=equipment"), list{running});
    EXPECT_EQ(references("?state=met"), list{done});
    EXPECT_EQ(references("?state=open"), (list{late, running, speech}));
    EXPECT_EQ(references("?due_before=2026-11-13"), list{late});
    EXPECT_EQ(references("?due_before=2026-11-12"), list{});
    EXPECT_EQ(references("?pathway=equipment&stage=assessed"), list{running});
    EXPECT_EQ(references("?provider=PV02"), list{speech});
    EXPECT_EQ(references("?service=slt-99G-PV02"), list{speech});
    EXPECT_EQ(references("?school=999001").size(), 4U);
    EXPECT_EQ(references("?school=999002"), list{});
    EXPECT_EQ(references("?state=open&sort=longest").front(), late);
    EXPECT_EQ(references("?state=open&sort=newest").front(), speech);
    const auto status = [&](const std::string& query) {
        return house.get(therapist, "/api/v1/requests?" + query).status;
    };
    EXPECT_EQ(status("stage=assessed"), 422U);
    EXPECT_EQ(status("pathway=equipment&stage=triaged"), 422U);
    EXPECT_EQ(status("state=waiting"), 422U);
    EXPECT_EQ(status("sort=size"), 422U);
    EXPECT_EQ(status("due_before=tomorrow"), 422U);
    EXPECT_EQ(status("school=none"), 422U);
    EXPECT_EQ(status("school=111111"), 404U);
    EXPECT_EQ(status("colour=red"), 400U);
}

TEST_F(Worklist, ThePageBeginsWithWhatIsStillToBeDone) {
    const auto waiting = open("2026-11-01");
    const auto done = open("2026-10-20");
    record(done, {{"type", "delivered"}, {"on", "2026-11-10"}});
    EXPECT_EQ(references().size(), 2U);
    const auto page = house.get(therapist, "/requests", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(page.body.find(waiting), std::string::npos);
    EXPECT_EQ(page.body.find(done), std::string::npos);
    const auto any = house.get(therapist, "/requests?state=", "Accept: text/html\r\n");
    EXPECT_NE(any.body.find(waiting), std::string::npos);
    EXPECT_NE(any.body.find(done), std::string::npos);
}

TEST_F(Worklist, ThreeFacesShowTheSameRequest) {
    const auto reference = open("2026-10-09");
    const auto csv = house.get(therapist, "/requests?format=csv");
    EXPECT_NE(csv.body.find("\"" + reference +
                            R"(","Wren","Okonkwo-Test","equipment","equipment-99G-PV01","99G","PV01",)"
                            R"("identified","breached","routine","2026-10-09","2026-11-20","44","-2","999001")"),
              std::string::npos)
        << csv.body;
    const auto page = house.get(therapist, "/requests", "Accept: text/html\r\n");
    const auto row = row_with(page.body, "/requests/" + reference);
    for (const std::string_view words : {"Wren Okonkwo-Test ", " Past target ", " 20 November 2026 ", " 2 ", " 44 "}) {
        EXPECT_NE(row.find(words), std::string::npos) << words << " in " << row;
    }
}

TEST_F(Worklist, ThePageLinksToTheNextOneAndBack) {
    open("2026-11-01");
    open("2026-11-02");
    const auto first = house.get(therapist, "/requests?limit=1", "Accept: text/html\r\n");
    const auto at = first.body.find("/requests?limit=1&amp;cursor=");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(first.body.find("Back to the start"), std::string::npos);
    auto next = first.body.substr(at, first.body.find('"', at) - at);
    next.replace(next.find("&amp;"), 5, "&");
    const auto second = house.get(therapist, next, "Accept: text/html\r\n");
    EXPECT_EQ(second.status, 200U);
    EXPECT_NE(second.body.find("Back to the start"), std::string::npos);
    EXPECT_EQ(second.body.find("rel=\"next\""), std::string::npos);
    const auto csv = house.get(therapist, "/requests?limit=1&format=csv");
    EXPECT_NE(csv.header("Link").value_or("").find("rel=\"next\""), std::string::npos);
}

TEST_F(Worklist, NamesAreForThoseWhoMaySeeThem) {
    open("2026-11-01");
    for (const std::string role : {"commissioner", "auditor"}) {
        const auto token = house.token(role, {"99G"});
        for (const std::string face : {"json", "csv", "html"}) {
            const auto seen = house.get(token, "/requests?format=" + face);
            EXPECT_EQ(seen.status, 200U);
            EXPECT_NE(seen.body.find("EQ-"), std::string::npos) << role << face;
            EXPECT_EQ(seen.body.find("Okonkwo"), std::string::npos) << role << face;
            EXPECT_EQ(seen.body.find("Wren"), std::string::npos) << role << face;
        }
    }
}

TEST_F(Worklist, NobodySeesBeyondTheirScope) {
    const auto here = open("2026-11-01");
    const auto there = open("2026-11-02", "equipment-07H-PV01");
    using list = std::vector<std::string>;
    EXPECT_EQ(references(), list{here});
    EXPECT_EQ(house.get(therapist, "/api/v1/requests?area=07H").status, 404U);
    EXPECT_EQ(references_of(house.token("therapist", {"07H"}), ""), list{there});
    // Both children go to school 999001.
    EXPECT_EQ(references_of(house.token("school", {}, {}, {999001}), ""), (list{here, there}));
    EXPECT_EQ(references_of(house.token("school", {}, {}, {999002}), ""), list{});
    EXPECT_EQ(house.get(house.token("school", {}, {}, {999002}), "/api/v1/requests?school=999001").status, 404U);
    EXPECT_EQ(references_of(house.token("school"), ""), list{});
}

TEST_F(Worklist, ARequestThatMovedIsShownWhereItIsNow) {
    const auto moved = open("2026-11-01");
    record(moved, {{"type", "transferred"}, {"on", "2026-11-10"}, {"to_service", "equipment-99G-PV02"}});
    const auto list = house.json(therapist, "/api/v1/requests");
    ASSERT_EQ(list.at("items").as_array().size(), 1U);
    EXPECT_EQ(text(list.at("items").at(0).at("provider")), "PV02");
    EXPECT_EQ(references("?provider=PV01"), std::vector<std::string>{});
}

} // namespace
