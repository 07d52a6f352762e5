#include "tests/api/house_server.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace json = boost::json;
using clockstart::test::house_server;

namespace {

const json::object& clock_of(const json::value& request, std::string_view target = "delivered") {
    for (const auto& one : request.at("clocks").as_array()) {
        if (one.at("target").as_string() == target) {
            return one.as_object();
        }
    }
    throw std::out_of_range{"no such clock"};
}

std::string text(const json::value& value) { return std::string{value.as_string()}; }

std::vector<std::string> pointers(const std::string& problem) {
    std::vector<std::string> found;
    const auto document = json::parse(problem);
    for (const auto& one : document.at("errors").as_array()) {
        found.push_back(text(one.at("pointer")));
    }
    return found;
}

// 22 November 2026 is today in these tests: 42 days before is 11 October.
struct Requests : testing::Test {
    house_server house;
    std::string therapist = house.token("therapist", {"99G"});

    clockstart::test::reply create(const json::value& body, const std::string& headers = "") {
        return house.post(therapist, "/api/v1/requests", body, headers);
    }
    clockstart::test::reply record(const std::string& reference, const std::string& version, const json::value& body) {
        return house.post(therapist, "/api/v1/requests/" + reference + "/events", body,
                          "If-Match: " + version + "\r\n");
    }
};

TEST_F(Requests, AnEquipmentRequestOf42DaysIsDueTodayAndOneOf43IsBreached) {
    const auto due = create(house.equipment_request("2026-10-11", 1));
    ASSERT_EQ(due.status, 201U) << due.body;
    const auto due_clock = clock_of(json::parse(due.body));
    EXPECT_EQ(text(due_clock.at("state")), "running");
    EXPECT_EQ(text(due_clock.at("due_on")), "2026-11-22");
    EXPECT_EQ(due_clock.at("waited_days").as_int64(), 42);
    EXPECT_EQ(due_clock.at("remaining_days").as_int64(), 0);
    EXPECT_EQ(text(due_clock.at("limit")), "6 weeks");

    const auto late = create(house.equipment_request("2026-10-10", 2));
    const auto late_clock = clock_of(json::parse(late.body));
    EXPECT_EQ(text(late_clock.at("state")), "breached");
    EXPECT_EQ(late_clock.at("remaining_days").as_int64(), -1);
}

TEST_F(Requests, ABreachThatIsPastAlreadyIsRecordedWithTheRequestAtItsTrueInstant) {
    const auto made = json::parse(create(house.equipment_request("2026-08-01")).body);
    const auto& events = made.at("events").as_array();
    ASSERT_EQ(events.size(), 3U); // and of the later steps the last one
    EXPECT_EQ(text(events[2].at("step")), "due+28");
    EXPECT_EQ(text(events[1].at("type")), "breached");
    // Due on 12 September; the breach is the first instant of the 13th in London, which is summer time.
    EXPECT_EQ(text(events[1].at("breached_at")), "2026-09-12T23:00:00.000000Z");
}

TEST_F(Requests, LocationAndETagNameTheRequestAndItsVersion) {
    const auto made = create(house.equipment_request("2026-11-01"));
    const auto body = json::parse(made.body);
    EXPECT_EQ(made.header("Location"), "/api/v1/requests/" + text(body.at("reference")));
    const auto read = house.get(therapist, *made.header("Location"));
    EXPECT_EQ(read.status, 200U);
    EXPECT_EQ(read.header("ETag"), made.header("ETag"));
    EXPECT_EQ(json::parse(read.body), body);
}

TEST_F(Requests, TheExplanationSumsToTheWait) {
    const auto made = json::parse(create(house.equipment_request("2026-09-30")).body);
    const auto explained =
        house.json(therapist, "/api/v1/requests/" + text(made.at("reference")) + "/clocks/delivered/explanation");
    std::int64_t counted = 0;
    for (const auto& span : explained.at("items").as_array()) {
        counted += span.at("counted").as_bool() ? span.at("days").as_int64() : 0;
    }
    EXPECT_EQ(counted, 53);
    EXPECT_EQ(clock_of(made).at("waited_days").as_int64(), counted);
}

TEST_F(Requests, ACorrectionMovesTheClockAndKnownAtStillTellsTheOldStory) {
    const auto first = create(house.equipment_request("2026-10-11"));
    const auto reference = text(json::parse(first.body).at("reference"));
    house.set_now("2026-11-22T13:00:00Z");
    const auto corrected = record(reference, *first.header("ETag"),
                                  {{"type", "corrected"}, {"on", "2026-10-10"}, {"reason", "data_entry"}});
    ASSERT_EQ(corrected.status, 201U) << corrected.body;
    EXPECT_EQ(text(clock_of(json::parse(corrected.body)).at("state")), "breached");
    EXPECT_EQ(text(json::parse(corrected.body).at("clock_start_on")), "2026-10-10");

    const auto then = house.json(therapist, "/api/v1/requests/" + reference + "?known_at=2026-11-22T12:30:00Z");
    EXPECT_EQ(text(clock_of(then).at("state")), "running");
    EXPECT_EQ(text(then.at("clock_start_on")), "2026-10-11");
}

TEST_F(Requests, TheSameKeyTwiceIsOneRequestAndTheFirstAnswer) {
    const auto body = house.equipment_request("2026-11-01");
    const auto first = create(body, "Idempotency-Key: k-1\r\n");
    house.set_now("2026-11-24T12:00:00Z");
    const auto again = create(body, "Idempotency-Key: k-1\r\n");
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("ETag"), first.header("ETag"));
    EXPECT_EQ(house.json(therapist, "/api/v1/requests").at("items").as_array().size(), 1U);

    const auto other = create(house.equipment_request("2026-11-02"), "Idempotency-Key: k-1\r\n");
    EXPECT_EQ(other.status, 422U);
}

TEST_F(Requests, AChangeNeedsTheVersionThatWasRead) {
    const auto first = create(house.equipment_request("2026-11-01"));
    const auto reference = text(json::parse(first.body).at("reference"));
    const json::value assessed = {{"type", "assessed"}, {"on", "2026-11-03"}};
    EXPECT_EQ(house.post(therapist, "/api/v1/requests/" + reference + "/events", assessed).status, 428U);
    EXPECT_EQ(record(reference, *first.header("ETag"), assessed).status, 201U);
    const auto stale = record(reference, *first.header("ETag"), {{"type", "approved"}, {"on", "2026-11-04"}});
    EXPECT_EQ(stale.status, 412U);
}

TEST_F(Requests, EveryFaultOfABodyIsNamedWithItsField) {
    const auto refused = [&](json::object body) { return create(body); };
    auto body = house.equipment_request("2026-11-01");
    body["colour"] = "red";
    EXPECT_EQ(pointers(refused(body).body), std::vector<std::string>{"/colour"});

    body = house.equipment_request("2026-04-31");
    EXPECT_EQ(pointers(refused(body).body), std::vector<std::string>{"/clock_start_on"});

    body = house.equipment_request("2026-11-23");
    EXPECT_EQ(refused(body).status, 422U);
    EXPECT_EQ(pointers(refused(body).body), std::vector<std::string>{"/clock_start_on"});

    body = house.equipment_request("2017-01-01");
    EXPECT_EQ(pointers(refused(body).body), std::vector<std::string>{"/clock_start_on"});

    body = house.equipment_request("2026-11-01");
    body["child"].as_object()["nhs_number"] = "9990000000";
    EXPECT_EQ(pointers(refused(body).body), std::vector<std::string>{"/child/nhs_number"});

    body = house.equipment_request("2026-11-01", 1, "equipment-nowhere");
    EXPECT_EQ(refused(body).status, 422U);
    EXPECT_EQ(pointers(refused(body).body), std::vector<std::string>{"/service"});
}

TEST_F(Requests, ARefusalNeverRepeatsWhatWasSent) {
    auto body = house.equipment_request("2026-11-01");
    body["child"].as_object()["nhs_number"] = "9990000000";
    body["child"].as_object()["birth_date"] = "2018-02-31";
    const auto refused = create(body);
    EXPECT_EQ(refused.body.find("9990000000"), std::string::npos);
    EXPECT_EQ(refused.body.find("2018-02-31"), std::string::npos);
    EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
}

TEST_F(Requests, OutsideItsAreaATokenSeesTheSameAsNothing) {
    const auto made = create(house.equipment_request("2026-11-01"));
    const auto elsewhere = house.token("therapist", {"07H"});
    const auto forbidden = house.get(elsewhere, *made.header("Location"));
    const auto absent = house.get(elsewhere, "/api/v1/requests/EQ-2222-2222");
    EXPECT_EQ(forbidden.status, 404U);
    EXPECT_EQ(forbidden.body, absent.body);
    EXPECT_EQ(house.post(elsewhere, "/api/v1/requests", house.equipment_request("2026-11-01", 3)).status, 404U);
}

TEST_F(Requests, ACommissionerSeesNoName) {
    const auto made = create(house.equipment_request("2026-11-01"));
    const auto commissioner = house.token("commissioner", {"D7T5G"});
    for (const std::string face : {"json", "csv", "html"}) {
        const auto seen = house.get(commissioner, *made.header("Location") + "?format=" + face);
        EXPECT_EQ(seen.status, 200U);
        EXPECT_EQ(seen.body.find("Okonkwo"), std::string::npos) << face;
    }
    EXPECT_EQ(house.post(commissioner, "/api/v1/requests", house.equipment_request("2026-11-01", 2)).status, 404U);
}

TEST_F(Requests, ASchoolSeesItsOwnPupilsOnlyAndNoWords) {
    auto body = house.equipment_request("2026-11-01");
    body["note"] = "Canary-words";
    const auto made = create(body);
    const auto own = house.token("school", {}, {}, {999001});
    const auto other = house.token("school", {}, {}, {999002});
    const auto seen = house.get(own, *made.header("Location"));
    EXPECT_EQ(seen.status, 200U);
    EXPECT_EQ(seen.body.find("Canary-words"), std::string::npos);
    EXPECT_EQ(house.get(other, *made.header("Location")).status, 404U);
}

TEST_F(Requests, AnEventOutOfOrderIsAConflictAndAnUnknownOneInvalid) {
    const auto made = create(house.equipment_request("2026-11-01"));
    const auto reference = text(json::parse(made.body).at("reference"));
    const auto version = *made.header("ETag");
    EXPECT_EQ(record(reference, version, {{"type", "fitted"}, {"on", "2026-11-05"}}).status, 409U);
    EXPECT_EQ(record(reference, version, {{"type", "triaged"}, {"on", "2026-11-05"}}).status, 422U);
    EXPECT_EQ(record(reference, version, {{"type", "delivered"}, {"on", "2026-10-31"}}).status, 422U);
}

TEST_F(Requests, DeliveryInPartsStopsTheClockOnlyWhenAllIsThere) {
    const auto made = create(house.equipment_request("2026-11-01"));
    const auto reference = text(json::parse(made.body).at("reference"));
    const auto part = record(
        reference, *made.header("ETag"),
        {{"type", "part_delivered"}, {"on", "2026-11-10"}, {"items", json::array{{{"item", 1}, {"quantity", 1}}}}});
    const auto after_part = json::parse(part.body);
    EXPECT_EQ(text(clock_of(after_part).at("state")), "running");
    EXPECT_EQ(after_part.at("items").at(0).at("delivered").as_int64(), 1);
    const auto whole =
        json::parse(record(reference, *part.header("ETag"), {{"type", "delivered"}, {"on", "2026-11-20"}}).body);
    EXPECT_EQ(text(clock_of(whole).at("state")), "met");
    EXPECT_EQ(whole.at("items").at(0).at("delivered").as_int64(), 2);
}

TEST_F(Requests, ADischargeAfterNotBroughtIsRefusedUntilTheFourConditionsAreRecorded) {
    auto body = house.equipment_request("2026-10-01", 5, "slt-99G-PV01");
    body["pathway"] = "slt";
    body.erase("items");
    const auto made = create(body);
    const auto reference = text(json::parse(made.body).at("reference"));
    const auto missed = record(reference, *made.header("ETag"), {{"type", "not_brought"}, {"on", "2026-11-02"}});
    ASSERT_EQ(missed.status, 201U) << missed.body;
    const auto refused = record(reference, *missed.header("ETag"), {{"type", "discharged"}, {"on", "2026-11-03"}});
    EXPECT_EQ(refused.status, 422U);
    EXPECT_EQ(pointers(refused.body),
              (std::vector<std::string>{"/conditions/communicated", "/conditions/not_against_best_interests",
                                        "/conditions/published_policy", "/conditions/protects_vulnerable"}));
    const json::object conditions{{"communicated", true},
                                  {"not_against_best_interests", true},
                                  {"published_policy", true},
                                  {"protects_vulnerable", true}};
    const auto accepted = record(reference, *missed.header("ETag"),
                                 {{"type", "discharged"}, {"on", "2026-11-03"}, {"conditions", conditions}});
    EXPECT_EQ(accepted.status, 201U) << accepted.body;
    EXPECT_EQ(text(clock_of(json::parse(accepted.body), "first_contact").at("state")), "nullified");
}

TEST_F(Requests, AReReferralKeepsTheWaitOfTheFamily) {
    const auto first = create(house.equipment_request("2026-06-01"));
    const auto reference = text(json::parse(first.body).at("reference"));
    record(reference, *first.header("ETag"),
           {{"type", "withdrawn"}, {"on", "2026-08-01"}, {"reason", "family_choice"}});
    auto body = house.equipment_request("2026-11-02");
    body["continues"] = reference;
    const auto second = json::parse(create(body).body);
    EXPECT_EQ(second.at("wait").at("episode_days").as_int64(), 20);
    EXPECT_EQ(second.at("wait").at("family_days").as_int64(), 174);

    auto stranger = house.equipment_request("2026-11-02", 9);
    stranger["continues"] = reference;
    EXPECT_EQ(pointers(create(stranger).body), std::vector<std::string>{"/continues"});
}

TEST_F(Requests, ATransferKeepsTheStart) {
    const auto made = create(house.equipment_request("2026-10-20"));
    const auto reference = text(json::parse(made.body).at("reference"));
    const auto moved =
        json::parse(record(reference, *made.header("ETag"),
                           {{"type", "transferred"}, {"on", "2026-11-10"}, {"to_service", "equipment-99G-PV02"}})
                        .body);
    EXPECT_EQ(text(moved.at("provider")), "PV02");
    EXPECT_EQ(text(clock_of(moved).at("started_on")), "2026-10-20");
    EXPECT_EQ(clock_of(moved).at("waited_days").as_int64(), 33);
}

} // namespace
