#include "tests/api/house_server.hpp"
#include "tests/api/page_session.hpp"
#include "tests/api/page_words.hpp"

#include "api/audit_view.hpp"
#include "api/embedded.hpp"
#include "db/audit_word.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <type_traits>
#include <variant>

// What a call leaves in the audit, and who may look there.
namespace json = boost::json;
using clockstart::test::house_server;
using clockstart::test::page_session;

namespace {

std::string text(const json::value& value) { return std::string{value.as_string()}; }

struct Audit : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    std::string therapist = house.token("therapist", {"99G"});
    std::string auditor = house.token("auditor");

    std::string open(int child, const std::string& service = "equipment-99G-PV01") {
        auto body = house_server::equipment_request("2026-11-01", child, service);
        body["pathway"] = service.substr(0, service.find('-'));
        if (body["pathway"] != "equipment") {
            body.erase("items");
        }
        const auto made = house.post(administrator, "/api/v1/requests", body);
        EXPECT_EQ(made.status, 201U) << made.body;
        return text(json::parse(made.body).at("reference"));
    }
    // Of everybody but those who look here, the oldest first: "therapist request.read done REFERENCE".
    std::vector<std::string> said(const std::string& query = "") {
        const auto list = house.json(auditor, "/api/v1/audit?limit=500" + query);
        std::vector<std::string> lines;
        for (const auto& one : list.at("items").as_array()) {
            std::string line = (one.at("who").is_null() ? "nobody" : text(one.at("who"))) + " " + text(one.at("what")) +
                               " " + text(one.at("outcome"));
            for (const auto& reference : one.at("references").as_array()) {
                line += " " + text(reference);
            }
            if (!line.starts_with("auditor") && line.find("first_use") == std::string::npos) {
                lines.push_back(line);
            }
        }
        std::ranges::reverse(lines);
        return lines;
    }
    std::vector<std::string> said_after(std::size_t count) {
        const auto all = said();
        return {all.begin() + static_cast<std::ptrdiff_t>(count), all.end()};
    }
};

using lines = std::vector<std::string>;

TEST_F(Audit, HasEveryReadingOfANamedChildAKeptAnswerToo) {
    const auto reference = open(1);
    const auto before = said().size();
    house.get(therapist, "/api/v1/requests/" + reference);
    EXPECT_TRUE(house.keeps_answer(therapist, "/api/v1/requests/" + reference, "2026-11-22T12:00:01Z"));
    house.get(therapist, "/api/v1/requests/" + reference);
    house.get(therapist, "/requests/" + reference, "Accept: text/html\r\n");
    house.get(therapist, "/api/v1/requests/" + reference + "/events");
    house.get(therapist, "/requests/" + reference + "/events/new", "Accept: text/html\r\n");
    const auto read = "therapist request.read done " + reference;
    EXPECT_EQ(said_after(before), (lines{read, read, read, "therapist events.read done " + reference, read}));
}

TEST_F(Audit, TellsAnAuditorOfOneAreaOfNoRequestElsewhere) {
    const auto own = open(1), foreign = open(2, "equipment-07H-PV01");
    EXPECT_EQ(house.get(administrator, "/api/v1/requests").status, 200U);
    const auto limited = house.token("auditor", {"99G"});
    const auto seen = house.get(limited, "/api/v1/audit?what=requests.listed&reference=" + own).body;
    EXPECT_NE(seen.find(own), std::string::npos) << seen;
    EXPECT_EQ(seen.find(foreign), std::string::npos) << seen;
}

TEST_F(Audit, HasAListByEachChildThatItNamed) {
    const auto first = open(1), second = open(2);
    open(3, "equipment-07H-PV01");
    const auto before = said().size();
    EXPECT_EQ(house.get(therapist, "/api/v1/requests?format=csv").status, 200U);
    EXPECT_EQ(said_after(before), (lines{"therapist requests.listed done " + first + " " + second}));
    EXPECT_EQ(said("&what=requests.listed&reference=" + second).size(), 1U);
}

TEST_F(Audit, HasNoReadingOfWhoSeesNoName) {
    const auto reference = open(1);
    const auto before = said().size();
    const auto commissioner = house.token("commissioner", {"99G"});
    const auto after = said().size();
    EXPECT_EQ(after, before + 1) << "the token itself";
    house.get(commissioner, "/api/v1/requests/" + reference);
    house.get(commissioner, "/api/v1/requests");
    EXPECT_EQ(said().size(), after);
}

TEST_F(Audit, HasADenialWithTheChildWhomItWasAboutAndCountsTheSame) {
    const auto foreign = open(1, "equipment-07H-PV01");
    const auto before = said().size();
    for (int time = 0; time < 5; ++time) {
        EXPECT_EQ(house.get(therapist, "/api/v1/requests/" + foreign).status, 404U);
    }
    EXPECT_EQ(house.get(therapist, "/api/v1/requests/EQ-2222-2222").status, 404U);
    EXPECT_EQ(house.get(therapist, "/api/v1/tokens").status, 404U);
    EXPECT_EQ(said_after(before),
              (lines{"therapist access denied " + foreign, "therapist access denied", "therapist access denied"}));
    house.set_now("2026-11-22T12:01:01Z");
    said(); // the next commit writes down what was counted
    EXPECT_EQ(said().back(), "therapist access denied " + foreign);
    EXPECT_EQ(said_after(before).size(), 4U);
}

TEST_F(Audit, KeepsOutWhatCannotBeAReferenceHoweverItWasAskedFor) {
    house.get(therapist, "/api/v1/requests/Wilfrida");
    EXPECT_EQ(house.get(auditor, "/api/v1/audit").body.find("Wilfrida"), std::string::npos);
}

TEST_F(Audit, HasSigningInThatFailedOrNotAndSigningOut) {
    const auto before = said().size();
    clockstart::test::http_client{house.port()}.post("/sign-in", "application/x-www-form-urlencoded", "token=cs_no");
    house.get("cs_unknown", "/api/v1/requests");
    const page_session session{house.port(), therapist};
    session.send("/sign-out");
    EXPECT_EQ(said_after(before), (lines{"nobody sign_in failed", "nobody sign_in failed", "therapist sign_in done",
                                         "therapist sign_out done"}));
}

TEST_F(Audit, HasTheFirstUseOfATokenOnADayWithWhereItCameFrom) {
    house.get(therapist, "/api/v1/areas");
    house.get(therapist, "/api/v1/areas");
    house.set_now("2026-11-23T12:00:00Z");
    house.get(therapist, "/api/v1/areas");
    const auto list = house.json(auditor, "/api/v1/audit?what=token.first_use&who=therapist");
    ASSERT_EQ(list.at("items").as_array().size(), 2U);
    EXPECT_EQ(text(list.at("items").as_array().front().at("from")), "127.0.0.1");
}

TEST_F(Audit, HasAListThatLeavesAsATableUnlessItIsFiguresOnly) {
    const auto before = said().size();
    EXPECT_EQ(house.get(therapist, "/api/v1/breaches?format=csv").status, 200U);
    EXPECT_EQ(house.get(therapist, "/api/v1/waits?format=csv").status, 200U);
    EXPECT_EQ(said_after(before), lines{"therapist export done"});
}

TEST_F(Audit, IsForThoseWhoMayAndNarrowedToWhatTheyReach) {
    const auto own = open(1), foreign = open(2, "equipment-07H-PV01");
    EXPECT_EQ(house.get(therapist, "/api/v1/audit").status, 404U);
    const auto of_an_area = house.token("auditor", {"99G"});
    const auto refused = house.get(of_an_area, "/api/v1/audit");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_NE(refused.body.find("?reference"), std::string::npos);
    EXPECT_EQ(house.get(of_an_area, "/api/v1/audit?reference=" + own).status, 200U);
    EXPECT_EQ(house.get(of_an_area, "/api/v1/audit?reference=" + foreign).status, 404U);
    EXPECT_EQ(house.get(of_an_area, "/api/v1/requests/" + own + "/access").status, 200U);
    EXPECT_EQ(house.get(of_an_area, "/api/v1/requests/" + foreign + "/access").status, 404U);
    EXPECT_EQ(house.get(of_an_area, "/api/v1/requests/" + own + "/subject-access").status, 404U);
}

TEST_F(Audit, RefusesWhatItHasNoWordForAndDaysThatAreNone) {
    for (const std::string query : {"what=nothing", "outcome=maybe", "from=yesterday", "to=2026-02-30", "color=red"}) {
        const auto refused = house.get(auditor, "/api/v1/audit?" + query);
        EXPECT_TRUE(refused.status == 422U || refused.status == 400U) << query << " " << refused.status;
        EXPECT_NE(refused.body.find("?" + query.substr(0, query.find('='))), std::string::npos) << refused.body;
    }
    const auto page = house.get(auditor, "/audit?from=yesterday", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 422U);
    EXPECT_NE(page.body.find("href=\"#from\""), std::string::npos);
}

// What the audit says of a command, also of one that is added later, has words of its own and stands in the document.
template <class Command>
void collect(std::set<std::string>& all) {
    const Command one{};
    const auto said = clockstart::db::word_of(one);
    if constexpr (std::is_same_v<decltype(said), const clockstart::db::audit_word>) {
        all.emplace(said.what);
    } else if constexpr (!std::is_same_v<decltype(said), const clockstart::db::no_word>) {
        all.emplace(said.value().what);
    }
}
template <class... Commands>
std::set<std::string> codes_of(const std::variant<Commands...>*) {
    std::set<std::string> all;
    (collect<Commands>(all), ...);
    return all;
}

TEST(AuditWords, AreThereForEveryCommandAndInTheDocument) {
    std::set<std::string> known, told;
    for (const auto& one : clockstart::api::audit_words()) {
        known.emplace(one.what);
    }
    for (const auto& one : codes_of(static_cast<const clockstart::db::command*>(nullptr))) {
        EXPECT_TRUE(known.contains(one)) << one;
    }
    const auto document = json::parse(clockstart::api::file("openapi.json").value());
    for (const auto& one : document.at_pointer("/components/schemas/audit_what/enum").as_array()) {
        told.emplace(one.as_string());
    }
    EXPECT_EQ(known, told);
}

TEST_F(Audit, IsTurnedPageByPageAndIsItselfLookedAtInTheOpen) {
    for (int child = 1; child <= 5; ++child) {
        open(child);
    }
    const auto first = house.json(auditor, "/api/v1/audit?limit=2&what=request.opened");
    const auto second =
        house.json(auditor, "/api/v1/audit?limit=2&what=request.opened&cursor=" + text(first.at("next")));
    EXPECT_LT(second.at("items").as_array().front().at("number").as_int64(),
              first.at("items").as_array().back().at("number").as_int64());
    EXPECT_EQ(house.json(auditor, "/api/v1/audit?what=audit.read").at("items").as_array().size(), 3U);
    const auto days = house.json(auditor, "/api/v1/audit?to=2026-11-21");
    EXPECT_TRUE(days.at("items").as_array().empty());
    EXPECT_TRUE(house.json(auditor, "/api/v1/audit?from=2026-11-23").at("items").as_array().empty());
    EXPECT_FALSE(house.json(auditor, "/api/v1/audit?from=2026-11-22&to=2026-11-22").at("items").as_array().empty());
    const auto page = house.get(auditor, "/audit?what=request.opened", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(clockstart::test::words_of(page.body).find("Opened the request"), std::string::npos);
}

TEST_F(Audit, TellsTheFamilyWhoSawTheirChildAndOfNobodyElses) {
    const auto reference = open(1);
    const auto again = open(1, "slt-99G-PV01");
    const auto other = open(2);
    house.get(therapist, "/api/v1/requests");
    house.get(therapist, "/api/v1/requests/" + again);
    const auto told = house.json(administrator, "/api/v1/requests/" + reference + "/access");
    const auto& items = told.at("items").as_array();
    EXPECT_EQ(text(items.at(0).at("what")), "access.read");
    EXPECT_EQ(text(items.at(1).at("text")), "Opened your child's record");
    EXPECT_EQ(text(items.at(2).at("text")), "Saw your child's name in a list of requests");
    const auto all = json::serialize(told);
    EXPECT_EQ(all.find(other), std::string::npos) << "of another child";
    EXPECT_EQ(all.find("127.0.0.1"), std::string::npos);
    const auto page = house.get(administrator, "/requests/" + reference + "/access", "Accept: text/html\r\n");
    EXPECT_NE(page.body.find("Opened your child"), std::string::npos);
    EXPECT_EQ(page.body.find("Okonkwo"), std::string::npos);
}

TEST_F(Audit, GivesAllThatIsHeldOfAChildInOneExport) {
    auto body = house_server::equipment_request("2026-11-01", 1);
    body["note"] = "Needs the chair before winter";
    const auto made = json::parse(house.post(administrator, "/api/v1/requests", body).body);
    const auto reference = text(made.at("reference"));
    body["child"].as_object()["given_name"] = "Wrenna";
    house.post(administrator, "/api/v1/requests", body);
    house.get(therapist, "/api/v1/requests/" + reference);
    const auto given = house.json(administrator, "/api/v1/requests/" + reference + "/subject-access");
    EXPECT_EQ(text(given.at("child").at("given_name")), "Wrenna");
    EXPECT_EQ(text(given.at("held_before").as_array().at(0).at("given_name")), "Wren");
    EXPECT_EQ(given.at("requests").as_array().size(), 2U);
    const auto all = json::serialize(given);
    for (const std::string held :
         {"Needs the chair before winter", "Tilting chair", "Estuary Children's Therapies", "Saltmarsh School",
          "Opened your child's record", "Prepared a copy of all that is held about your child"}) {
        EXPECT_NE(all.find(held), std::string::npos) << held;
    }
    const auto page = house.get(administrator, "/requests/" + reference + "/subject-access", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200U);
    EXPECT_NE(page.body.find("Needs the chair before winter"), std::string::npos);
    EXPECT_EQ(house.get(therapist, "/api/v1/requests/" + reference + "/subject-access").status, 404U);
}

} // namespace
