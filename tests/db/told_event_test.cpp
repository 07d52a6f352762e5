#include "db/told_event.hpp"

#include "domain/request.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace clockstart::db {
namespace {

namespace json = boost::json;

domain::directory places() {
    domain::directory made;
    made.put(domain::area{"99G", "Southend", "sub-icb", "", {}});
    made.put(domain::service{"eq-1", "Equipment", "equipment", "99G", "PV01", "QH8", domain::make_date(2020, 1, 1),
                             std::nullopt});
    return made;
}

event_row row(const std::string& type, json::object details) {
    return {.sequence = 42,
            .request = 1,
            .reference = "EQ-7K3M-2Q9D",
            .pathway = "equipment",
            .service = "eq-1",
            .type = type,
            .on = domain::make_date(2026, 11, 20),
            .recorded_at = domain::parse_instant("2026-11-22T12:00:00Z").value(),
            .details = std::move(details)};
}

// All of it could only come there by a fault elsewhere, which must not reach the stream.
json::object all_that_must_not_be_told() {
    return {{"given_name", "Wren"},
            {"family_name", "Okonkwo"},
            {"nhs_number", "9991000011"},
            {"postcode", "SS1 1AA"},
            {"birth_date", "2018-02-03"},
            {"age_years", 8},
            {"sex", "female"},
            {"ethnicity", "mixed"},
            {"deprivation_decile", 3},
            {"school_urn", 999001},
            {"continues", "EQ-2222-3333"},
            {"note", "Lives with her grandmother"},
            {"child", json::object{{"given_name", "Wren"}}}};
}

const std::vector<std::string> every_type{
    "identified", "received",    "assessed",           "ordered",  "part_delivered", "delivered",
    "fitted",     "not_brought", "appointment_booked", "declined", "withdrawn",      "transferred",
    "closed",     "corrected",   "confirmed_waiting",  "note",     "breached",       "breach_explained",
    "discharged", "step_reached"};

TEST(ToldEvent, TellsOfAnOpeningWhatWasAskedForOnly) {
    domain::request_facts facts;
    facts.service = "eq-1";
    facts.priority = "urgent";
    facts.setting = "school";
    facts.funder = "joint";
    facts.items = {{1, "sensory", "18 09 39", 2}, {2, "other", "Wren's", 1}};
    facts.school_urn = 999001;
    facts.sex = "female";
    facts.ethnicity = "mixed";
    facts.deprivation_decile = 3;
    facts.age_years = 8;
    facts.continues = "EQ-2222-3333";
    auto opening = row("identified", domain::show_facts(facts));
    opening.opens = true;
    EXPECT_EQ(json::serialize(told_details(opening, places())),
              R"({"priority":"urgent","setting":"school","funder":"joint",)"
              R"("items":[{"category":"sensory"},{"category":"other"}]})");
}

TEST(ToldEvent, TellsNothingOfTheChildWhateverTheDetailsHold) {
    for (const auto& type : every_type) {
        for (const bool opens : {false, true}) {
            auto one = row(type, all_that_must_not_be_told());
            one.opens = opens;
            one.school_urn = 999001;
            EXPECT_EQ(told_details(one, places()), json::object{}) << type;
            const auto text = json::serialize(told_event(one, places()));
            for (const auto* const secret : {"Wren", "Okonkwo", "9991000011", "SS1", "2018", "female", "mixed",
                                             "999001", "age", "sex", "ethnicity", "school", "grandmother", "EQ-2222"}) {
                EXPECT_EQ(text.find(secret), std::string::npos) << type << ": " << secret;
            }
        }
    }
}

// A member that may be told is left out when it does not look as it should.
TEST(ToldEvent, TellsNoWordsUnderTheNameOfACode) {
    for (const auto& type : every_type) {
        json::object details;
        for (const auto* const name :
             {"reason", "conditions", "corrects", "void",        "to_service",  "communicated", "appointment_on",
              "items",  "target",     "due_on",   "breached_at", "detected_at", "step",         "watch",
              "role",   "due_at",     "skipped",  "priority",    "setting",     "funder"}) {
            details[name] = "Wren Okonkwo";
        }
        for (const bool opens : {false, true}) {
            auto one = row(type, details);
            one.opens = opens;
            EXPECT_EQ(told_details(one, places()), json::object{}) << type;
            for (auto& member : one.details) {
                member.value() = "9991000011";
            }
            EXPECT_EQ(told_details(one, places()), json::object{}) << type;
            for (auto& member : one.details) {
                member.value() = json::array{json::object{{"item", "Wren"}, {"category", "Wren"}}};
            }
            EXPECT_EQ(told_details(one, places()), json::object{}) << type;
        }
    }
}

TEST(ToldEvent, TellsCodedFactsWhereTheyBelong) {
    const auto tells = [](const std::string& type, const std::string& details) {
        EXPECT_EQ(told_details(row(type, json::parse(details).as_object()), places()), json::parse(details)) << type;
    };
    tells("declined", R"({"reason":"not_eligible"})");
    tells("discharged", R"({"conditions":{"communicated":true,"published_policy":false}})");
    tells("corrected", R"({"reason":"data_entry","corrects":7,"void":true})");
    tells("transferred", R"({"to_service":"eq-1"})");
    tells("not_brought", R"({"communicated":false})");
    tells("appointment_booked", R"({"appointment_on":"2026-12-01"})");
    tells("part_delivered", R"({"items":[{"item":1,"quantity":2}]})");
    tells("breach_explained", R"({"reason":"capacity","target":"delivered","due_on":"2026-11-16"})");
    tells("breached", R"({"target":"delivered","due_on":"2026-11-16","breached_at":"2026-11-17T00:00:00.000000Z",)"
                      R"("detected_at":"2026-11-17T00:00:00.004211Z"})");
    tells("step_reached", R"({"target":"delivered","step":"due-14","role":"requester","due_on":"2026-11-16"})");
}

} // namespace
} // namespace clockstart::db
