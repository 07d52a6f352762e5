#include "tests/api/house_server.hpp"
#include "tests/support/event_reader.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::event_reader;
using test::house_server;

using ids = std::vector<std::int64_t>;

struct Stream : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    int children = 0;

    event_reader reader(const std::string& query = "", const std::string& headers = "") {
        return {house.port(), administrator, query, headers};
    }
    std::string open(const std::string& service = "equipment-99G-PV01", std::int64_t school = 999001) {
        auto asked = house.equipment_request("2026-11-20", ++children, service);
        asked["pathway"] = service.substr(0, service.find('-'));
        asked["child"].as_object()["school_urn"] = school;
        const auto made = house.post(administrator, "/api/v1/requests", asked);
        EXPECT_EQ(made.status, 201U) << made.body;
        return std::string{json::parse(made.body).at("reference").as_string()};
    }
    void record(const std::string& reference, const json::object& event) {
        const auto done =
            house.post(administrator, "/api/v1/requests/" + reference + "/events", event, "If-Match: *\r\n");
        EXPECT_EQ(done.status, 201U) << done.body;
    }
    // The references of the next events.
    std::vector<std::string> references(event_reader& from, int how_many) {
        std::vector<std::string> found;
        for (int number = 0; number < how_many; ++number) {
            found.push_back(from.next().text("reference"));
        }
        return found;
    }
    ids recorded() {
        ids found;
        for (const auto& one : house.history().events_after(0, 100'000)) {
            found.push_back(one.sequence);
        }
        return found;
    }
};

using these = std::vector<std::string>;

TEST_F(Stream, AnswersAsAStreamThatNobodyKeeps) {
    const auto live = reader();
    EXPECT_EQ(live.head().status, 200U);
    EXPECT_EQ(live.head().header("Content-Type"), "text/event-stream");
    EXPECT_EQ(live.head().header("Cache-Control"), "no-store");
    EXPECT_EQ(live.head().header("X-Accel-Buffering"), "no");
    EXPECT_EQ(live.head().header("Connection"), "close");
    EXPECT_FALSE(live.head().header("Content-Length"));
}

TEST_F(Stream, BeginsWithWhenToComeBackAndWhereItStands) {
    open();
    auto live = reader();
    const auto first = live.next_block();
    EXPECT_EQ(first.retry, "3000");
    EXPECT_EQ(first.comment, "events as they are recorded");
    EXPECT_EQ(first.id, house.journal().last_sequence());
    EXPECT_FALSE(first.is_event());
}

TEST_F(Stream, TellsWhatIsRecordedFromNowOnInItsOrder) {
    open();
    auto live = reader();
    const these made{open(), open("slt-06Q-PV01"), open()};
    record(made[0], {{"type", "assessed"}, {"on", "2026-11-21"}});
    const auto first = live.next();
    EXPECT_EQ(first.type, "identified");
    EXPECT_EQ(first.id, 2);
    EXPECT_EQ(first.data.at("sequence"), 2);
    EXPECT_EQ(first.text("reference"), made[0]);
    EXPECT_EQ(first.text("pathway"), "equipment");
    EXPECT_EQ(first.text("service"), "equipment-99G-PV01");
    EXPECT_EQ(first.text("area"), "99G");
    EXPECT_EQ(first.text("on"), "2026-11-20");
    EXPECT_EQ(first.text("recorded_at").substr(0, 19), "2026-11-22T12:00:00");
    const auto second = live.next();
    EXPECT_EQ(second.id, 3);
    EXPECT_EQ(second.type, "received");
    EXPECT_EQ(live.next().id, 4);
    const auto last = live.next();
    EXPECT_EQ(last.id, 5);
    EXPECT_EQ(last.type, "assessed");
    EXPECT_EQ(last.text("reference"), made[0]);
}

TEST_F(Stream, NamesNoChild) {
    auto live = reader("?after=0");
    auto asked = house.equipment_request("2026-11-20", 7);
    asked["note"] = "Lives with her grandmother";
    auto& child = asked["child"].as_object();
    child["postcode"] = "SS1 1AA";
    child["sex"] = "female";
    child["ethnicity"] = "mixed";
    child["deprivation_decile"] = 3;
    const auto made = house.post(administrator, "/api/v1/requests", asked);
    ASSERT_EQ(made.status, 201U) << made.body;
    record(
        std::string{json::parse(made.body).at("reference").as_string()},
        {{"type", "withdrawn"}, {"on", "2026-11-21"}, {"reason", "They left for Kent"}, {"note", "Ring Mrs Okonkwo"}});
    const auto opening = live.next();
    EXPECT_EQ(json::serialize(opening.data.at("details")),
              R"({"priority":"routine","setting":"school","items":[{"category":"seating_and_standing"}]})");
    const auto withdrawn = live.next();
    EXPECT_EQ(withdrawn.data.at("details"), json::object{});
    const auto all = json::serialize(opening.data) + json::serialize(withdrawn.data);
    const std::string number{child.at("nhs_number").as_string()};
    for (const std::string& secret : {number, std::string{"Wren"}, std::string{"Okonkwo"}, std::string{"2018"},
                                      std::string{"SS1"}, std::string{"female"}, std::string{"mixed"},
                                      std::string{"999001"}, std::string{"Kent"}, std::string{"grandmother"}}) {
        EXPECT_EQ(all.find(secret), std::string::npos) << secret;
    }
}

TEST_F(Stream, GoesOnAfterTheLastEventThatWasSeen) {
    for (int number = 0; number < 5; ++number) {
        open();
    }
    auto by_parameter = reader("?after=2");
    EXPECT_EQ(by_parameter.next_block().id, 2);
    auto by_header = reader("?after=0", "Last-Event-ID: 4\r\n"); // a browser that comes back
    EXPECT_EQ(by_header.next().id, 5);
    open();
    for (std::int64_t id = 3; id <= 6; ++id) {
        EXPECT_EQ(by_parameter.next().id, id);
    }
    EXPECT_EQ(by_header.next().id, 6);
}

// Five hundred requests, written while the reader is cut off again and again.
TEST_F(Stream, HasNeitherGapNorDoubleWhenCutOffWhileMuchIsWritten) {
    constexpr std::size_t requests = 500;
    std::thread writer{[&] {
        for (std::size_t number = 0; number < requests; ++number) {
            db::create_request made;
            made.by = {"therapist", ""};
            made.pathway = "equipment";
            made.clock_start_on = domain::make_date(2026, 11, 20);
            made.facts.service = "equipment-99G-PV01";
            made.child.no_nhs_number_reason = "not_traced";
            made.child.family_name = "Okonkwo-Test";
            made.child.birth_date = domain::make_date(2018, 2, 3);
            house.journal().append_and_wait(std::move(made)).value();
        }
    }};
    ids seen;
    std::size_t most = 1;
    while (seen.size() < requests) {
        const auto last = seen.empty() ? 0 : seen.back();
        auto live = reader("?after=0", "Last-Event-ID: " + std::to_string(last) + "\r\n");
        for (std::size_t count = 0; count < most && seen.size() < requests; ++count) {
            seen.push_back(live.next().id);
        }
        most = most % 97 + 7;
    }
    writer.join();
    EXPECT_EQ(seen, recorded());
}

TEST_F(Stream, TellsEachOnlyWhatIsWithinReach) {
    event_reader other_provider{house.port(), house.token("therapist", {}, {"PV02"})};
    event_reader other_school{house.port(), house.token("school", {}, {}, {999002})};
    event_reader area{house.port(), house.token("commissioner", {"07H"})};
    event_reader all{house.port(), administrator};
    const auto here = open();
    const auto there = open("equipment-07H-PV01", 999002);
    const auto beside = open("equipment-99G-PV02");
    EXPECT_EQ(references(other_provider, 1), these{beside});
    EXPECT_EQ(references(other_school, 1), these{there});
    EXPECT_EQ(references(area, 1), these{there});
    EXPECT_EQ(references(all, 3), (these{here, there, beside}));
    // The same when it is read from the ledger.
    event_reader again{house.port(), house.token("therapist", {}, {"PV02"}), "?after=0"};
    EXPECT_EQ(references(again, 1), these{beside});
    event_reader pupils{house.port(), house.token("school", {}, {}, {999001}), "?after=0"};
    EXPECT_EQ(references(pupils, 2), (these{here, beside}));
}

TEST_F(Stream, IsNarrowedAsTheWorklistIs) {
    auto by_area = reader("?area=06Q");
    auto by_pathway = reader("?pathway=slt");
    auto by_provider = reader("?provider=PV02");
    auto by_service = reader("?service=slt-99G-PV02");
    const auto first = open();
    const auto second = open("slt-06Q-PV01");
    const auto third = open("slt-99G-PV02");
    EXPECT_EQ(references(by_area, 1), these{second});
    EXPECT_EQ(references(by_pathway, 2), (these{second, third}));
    EXPECT_EQ(references(by_provider, 1), these{third});
    EXPECT_EQ(references(by_service, 1), these{third});
}

TEST_F(Stream, FollowsARequestToItsNewService) {
    event_reader taking_over{house.port(), house.token("therapist", {}, {"PV02"})};
    event_reader handing_over{house.port(), house.token("therapist", {}, {"PV01"})};
    const auto reference = open();
    EXPECT_EQ(handing_over.next().type, "identified"); // told before the move: afterwards it would be the new one's too
    record(reference, {{"type", "transferred"},
                       {"on", "2026-11-21"},
                       {"to_service", "equipment-99G-PV02"},
                       {"reason", "moved_away"}});
    const auto told = taking_over.next();
    EXPECT_EQ(told.type, "transferred");
    EXPECT_EQ(told.text("service"), "equipment-99G-PV02");
    EXPECT_EQ(json::serialize(told.data.at("details")), R"({"reason":"moved_away","to_service":"equipment-99G-PV02"})");
}

TEST_F(Stream, CoversAServiceThatIsAddedWhileItIsFollowed) {
    event_reader live{house.port(), house.token("provider_manager", {}, {"PV02"})};
    db::put_directory more;
    more.services = {
        {"equipment-06Q-PV02", "New", "equipment", "06Q", "PV02", "QH8", domain::make_date(2020, 1, 1), {}}};
    house.journal().append_and_wait(std::move(more)).value();
    const auto reference = open("equipment-06Q-PV02");
    EXPECT_EQ(references(live, 1), these{reference});
}

TEST_F(Stream, RefusesWhatIsNoIdOfAnEvent) {
    open();
    for (const std::string id : {"-1", "1.5", "abc", "1 2", "99999999999999999999", "2"}) {
        const auto refused = house.get(administrator, "/api/v1/stream", "Last-Event-ID: " + id + "\r\n");
        EXPECT_EQ(refused.status, 422U) << id;
        EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
        EXPECT_EQ(json::parse(refused.body).at("errors").at(0).at("pointer"), "Last-Event-ID");
    }
    const auto refused = house.get(administrator, "/api/v1/stream?after=2");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_EQ(json::parse(refused.body).at("errors").at(0).at("pointer"), "?after");
    EXPECT_EQ(house.get(administrator, "/api/v1/stream?pathway=none").status, 422U);
    EXPECT_EQ(house.get(administrator, "/api/v1/stream?area=none").status, 404U);
    EXPECT_EQ(house.get(administrator, "/api/v1/stream?shoe=1").status, 400U);
}

TEST_F(Stream, IsForThoseWhoAreKnownAndWithinTheirReach) {
    EXPECT_EQ(test::http_client{house.port()}.get("/api/v1/stream", "Accept: text/event-stream\r\n").status, 401U);
    EXPECT_EQ(house.get("cs_nobody", "/api/v1/stream").status, 401U);
    EXPECT_EQ(house.get(house.token("therapist", {"99G"}), "/api/v1/stream?area=07H").status, 404U);
}

} // namespace
} // namespace clockstart
