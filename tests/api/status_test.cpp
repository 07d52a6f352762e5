#include "tests/api/house_server.hpp"
#include "tests/api/page_session.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

// 22 November 2026 is today in these tests; the request was identified on 12 October, so it is promised by 23 November.
struct Status : testing::Test {
    house_server house;
    std::string therapist = house.token("therapist", {"99G"}, {"PV01"});
    std::string reference = open();
    std::string code = letter().at("code").as_string().c_str();

    std::string open() {
        const auto made = house.post(therapist, "/api/v1/requests", house_server::equipment_request("2026-10-12"));
        EXPECT_EQ(made.status, 201U) << made.body;
        return json::parse(made.body).at("reference").as_string().c_str();
    }
    json::value letter() { return house.json(therapist, "/api/v1/requests/" + reference + "/letter"); }
    test::reply ask(const std::string& of, const std::string& with) {
        return test::http_client{house.port()}.get("/api/v1/status/" + of + "?code=" + with);
    }
    json::object told() {
        const auto came = ask(reference, code);
        EXPECT_EQ(came.status, 200U) << came.body;
        return json::parse(came.body).as_object();
    }
    void record(const std::string& type, const std::string& on) {
        const auto done =
            house.post(therapist, "/api/v1/requests/" + reference + "/events",
                       {{"type", type}, {"on", on}, {"note", "Kestrels nest behind the hall"}}, "If-Match: *\r\n");
        ASSERT_EQ(done.status, 201U) << done.body;
    }
};

TEST_F(Status, TellsAFamilySevenThingsAndNothingElse) {
    record("assessed", "2026-10-20");
    const auto shown = told();
    std::set<std::string> names;
    for (const auto& [name, value] : shown) {
        names.insert(name);
    }
    EXPECT_EQ(names, (std::set<std::string>{"reference", "pathway_name", "stage", "stage_since", "promised_by",
                                            "next_step", "contact"}));
    EXPECT_EQ(shown.at("stage"), "assessed");
    EXPECT_EQ(shown.at("stage_since"), "2026-10-20");
    EXPECT_EQ(shown.at("promised_by"), "2026-11-23");
    EXPECT_EQ(shown.at("next_step"), "The team will say whether the equipment can be given.");
    EXPECT_EQ(shown.at("contact"), "Service equipment-99G-PV01, Estuary Children's Therapies");
    const auto page =
        test::http_client{house.port()}.get("/status/" + reference + "?code=" + code, "Accept: text/html\r\n");
    for (const auto* hidden : {"Wren", "Okonkwo", "999 ", "2018-02-03", "Kestrels", "Tilting"}) {
        EXPECT_EQ(page.body.find(hidden), std::string::npos) << hidden;
    }
    EXPECT_NE(page.body.find("23 November 2026"), std::string::npos);
    EXPECT_EQ(page.header("Cache-Control"), "no-store");
}

TEST_F(Status, SaysWhenAPromiseIsLateAndGivesNoneWhenNothingRuns) {
    house.set_now("2026-11-24T09:00:00Z");
    const std::string late{told().at("next_step").as_string()};
    EXPECT_NE(late.find("This is late"), std::string::npos) << late;
    record("delivered", "2026-11-24");
    EXPECT_TRUE(told().at("promised_by").is_null());
    EXPECT_EQ(told().at("next_step"), "The equipment will be set up for your child.");
}

TEST_F(Status, AnswersAWrongCodeAndAReferenceThatIsNotThereAlike) {
    const auto wrong = ask(reference, "aaaa-bbbb-cccc");
    const auto nowhere = ask("EQ-2222-2222", "aaaa-bbbb-cccc");
    EXPECT_EQ(wrong.status, 404U);
    EXPECT_EQ(nowhere.status, 404U);
    EXPECT_EQ(wrong.body, nowhere.body);
    EXPECT_EQ(ask(reference, "").status, 404U);
    EXPECT_EQ(test::http_client{house.port()}.get("/api/v1/status/" + reference).status, 404U);
}

TEST_F(Status, TakesTheCodeAsPeopleTypeIt) {
    auto typed = code;
    std::erase(typed, '-');
    typed[0] = static_cast<char>(std::toupper(typed[0]));
    EXPECT_EQ(ask(reference, typed).status, 200U);
}

TEST_F(Status, SlowsDownWhoGuessesAndShutsNoFamilyOut) {
    unsigned slowed = 0;
    for (int tries = 0; tries < 15; ++tries) {
        slowed += ask(reference, "aaaa-bbbb-cccc").status == 429 ? 1 : 0;
    }
    EXPECT_EQ(slowed, 5U);
    house.set_now("2026-11-22T12:00:31Z");
    EXPECT_EQ(ask(reference, code).status, 200U);
}

TEST_F(Status, IsWrittenIntoTheAuditWithItsGuesses) {
    ask(reference, "aaaa-bbbb-cccc");
    told();
    const auto auditor = house.token("auditor");
    const auto list = house.json(auditor, "/api/v1/audit?what=status.read");
    std::set<std::string> outcomes;
    for (const auto& one : list.at("items").as_array()) {
        outcomes.insert(one.at("outcome").as_string().c_str());
        EXPECT_EQ(one.at("references").at(0), json::value(reference));
    }
    EXPECT_EQ(outcomes, (std::set<std::string>{"done", "failed"}));
}

TEST_F(Status, HasAnotherCodeOnceTheLetterIsMadeAnew) {
    const auto renewed = house.post(therapist, "/api/v1/requests/" + reference + "/letter/code", json::object{});
    EXPECT_EQ(renewed.status, 200U) << renewed.body;
    EXPECT_EQ(ask(reference, code).status, 404U);
    code = json::parse(renewed.body).at("code").as_string().c_str();
    EXPECT_EQ(ask(reference, code).status, 200U);
}

TEST_F(Status, GivesEachRequestACodeOfItsOwn) {
    const auto made = house.post(therapist, "/api/v1/requests", house_server::equipment_request("2026-10-12", 2));
    const std::string other = json::parse(made.body).at("reference").as_string().c_str();
    EXPECT_EQ(ask(other, code).status, 404U);
}

TEST_F(Status, IsFoundByAForm) {
    const auto find = [&](const std::string& query) {
        return test::http_client{house.port()}.get("/status" + query, "Accept: text/html\r\n");
    };
    EXPECT_EQ(find("").status, 200U);
    const auto wrong = find("?reference=EQ-1&code=x");
    EXPECT_EQ(wrong.status, 422U);
    EXPECT_NE(wrong.body.find("id=\"reference-error\""), std::string::npos);
    EXPECT_NE(wrong.body.find("id=\"code-error\""), std::string::npos);
    auto plain = code;
    std::erase(plain, '-');
    const auto found = find("?reference=" + reference + "&code=" + code);
    EXPECT_EQ(found.status, 303U);
    EXPECT_EQ(found.header("Location"), "/status/" + reference + "?code=" + plain);
}

TEST_F(Status, HasALetterForThoseWhoWriteToTheRequestAlone) {
    const auto path = "/api/v1/requests/" + reference + "/letter";
    EXPECT_EQ(house.get(house.token("provider_manager", {}, {"PV02"}), path).status, 404U);
    EXPECT_EQ(house.get(house.token("school", {}, {}, {999001}), path).status, 404U);
    EXPECT_EQ(house.get(house.token("commissioner"), path).status, 404U);
    const auto page = house.get(therapist, "/requests/" + reference + "/letter", "Accept: text/html\r\n");
    EXPECT_NE(page.body.find(code), std::string::npos);
    EXPECT_EQ(page.body.find("Okonkwo"), std::string::npos) << "a letter that is lost names nobody";
    test::page_session session{house.port(), therapist};
    EXPECT_EQ(session.send("/requests/" + reference + "/letter/code").status, 303U);
    EXPECT_EQ(ask(reference, code).status, 404U);
}

TEST_F(Status, IsToldToSchoolsWithoutNotes) {
    record("assessed", "2026-10-20");
    const auto seen = house.get(house.token("school", {}, {}, {999001}), "/api/v1/requests/" + reference);
    EXPECT_EQ(seen.status, 200U);
    const auto shown = json::parse(seen.body);
    EXPECT_EQ(shown.at("next_step"), "The team will say whether the equipment can be given.");
    EXPECT_EQ(shown.at("contact"), "Service equipment-99G-PV01, Estuary Children's Therapies");
    EXPECT_EQ(seen.body.find("Kestrels"), std::string::npos);
}

} // namespace
} // namespace clockstart
