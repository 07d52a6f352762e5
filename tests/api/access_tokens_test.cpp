#include "api/grant.hpp"
#include "tests/api/house_server.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;

// 22 November 2026 is today in these tests.
struct AccessTokens : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");

    json::object make(json::object what) {
        const auto made = house.post(administrator, "/api/v1/tokens", what);
        EXPECT_EQ(made.status, 201U) << made.body;
        return json::parse(made.body).as_object();
    }
    static std::string text(const json::value& value) { return std::string{value.as_string()}; }
    unsigned status(const std::string& token, const std::string& target = "/api/v1/areas") {
        return house.get(token, target).status;
    }
    json::value row(const json::value& id) {
        const auto list = house.json(administrator, "/api/v1/tokens");
        for (const auto& one : list.at("items").as_array()) {
            if (one.at("id") == id) {
                return one;
            }
        }
        return nullptr;
    }
    std::string fault_of(json::object what) {
        const auto refused = house.post(administrator, "/api/v1/tokens", what);
        return std::to_string(refused.status) + " " + text(json::parse(refused.body).at("errors").at(0).at("pointer"));
    }
    // The header of a session begun with that token.
    std::string sign_in(const std::string& token) {
        const auto signed_in =
            test::http_client{house.port()}.post("/sign-in", "application/x-www-form-urlencoded", "token=" + token);
        const auto cookie = signed_in.header("Set-Cookie").value();
        return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
    }
    unsigned end(const std::string& by, const json::value& id) {
        return house.post(by, "/api/v1/tokens/" + text(id) + "/end", json::object{}).status;
    }
};

TEST_F(AccessTokens, AreMadeWithAScopeAndShownOnce) {
    const auto made = make({{"name", "Southend team"}, {"role", "therapist"}, {"areas", {"99G"}}});
    const auto token = text(made.at("token"));
    EXPECT_EQ(status(token), 200U);
    EXPECT_EQ(status(token, "/api/v1/requests?area=07H"), 404U);
    const auto list = house.get(administrator, "/api/v1/tokens").body;
    EXPECT_EQ(list.find(token.substr(3)), std::string::npos);
    EXPECT_EQ(house.get(administrator, "/tokens", "Accept: text/html\r\n").body.find(token.substr(3)),
              std::string::npos);
    const auto shown = row(made.at("id"));
    EXPECT_EQ(text(shown.at("name")), "Southend team");
    EXPECT_EQ(text(shown.at("created_by")), "administrator");
    EXPECT_EQ(text(shown.at("state")), "in_use");
}

TEST_F(AccessTokens, TellTheDayOfTheirLastUse) {
    const auto made = make({{"name", "a"}, {"role", "auditor"}});
    EXPECT_TRUE(row(made.at("id")).at("last_used_on").is_null());
    const auto use = [&] {
        status(text(made.at("token")));
        house.journal().append_and_wait(db::record_due_steps{}).value(); // behind what nobody waits for
    };
    use();
    EXPECT_EQ(text(row(made.at("id")).at("last_used_on")), "2026-11-22");
    house.set_now("2026-11-23T09:00:00Z");
    use();
    EXPECT_EQ(text(row(made.at("id")).at("last_used_on")), "2026-11-23");
}

TEST_F(AccessTokens, EndAtOnceWithEverySessionBegunWithThem) {
    const auto made = make({{"name", "a"}, {"role", "therapist"}});
    const auto token = text(made.at("token"));
    const auto header = sign_in(token);
    EXPECT_EQ(test::http_client{house.port()}.get("/requests", header).status, 200U);
    EXPECT_EQ(status(token), 200U);
    EXPECT_EQ(end(administrator, made.at("id")), 200U);
    EXPECT_EQ(status(token), 401U);
    EXPECT_EQ(test::http_client{house.port()}.get("/api/v1/requests", header).status, 401U);
    EXPECT_EQ(end(administrator, made.at("id")), 409U);
    EXPECT_EQ(end(administrator, "nobody00"), 404U);
    EXPECT_EQ(text(row(made.at("id")).at("state")), "ended");
    for (const auto& one : house.history().recipients()) {
        EXPECT_NE(one.who.token, text(made.at("id"))) << "nobody is left to be told";
    }
}

TEST_F(AccessTokens, AreKnownThroughTheirLastDayInLondon) {
    const auto made = make({{"name", "a"}, {"role", "auditor"}, {"expires_on", "2027-03-28"}});
    const auto token = text(made.at("token"));
    EXPECT_EQ(made.at("expires_on"), "2027-03-28");
    house.set_now("2027-03-28T22:59:59Z"); // clocks went forward that morning
    EXPECT_EQ(status(token), 200U);
    house.set_now("2027-03-28T23:00:00Z");
    EXPECT_EQ(status(token), 401U);
    EXPECT_EQ(text(row(made.at("id")).at("state")), "expired");
    house.set_now("2026-11-22T12:00:00Z");
    EXPECT_EQ(make({{"name", "b"}, {"role", "auditor"}, {"expires_on", "2026-11-22"}}).at("state"), "in_use");
}

TEST_F(AccessTokens, ThatExpireEndTheSessionsBegunWithThem) {
    const auto made = make({{"name", "a"}, {"role", "therapist"}, {"expires_on", "2026-11-22"}});
    house.set_now("2026-11-22T23:50:00Z");
    const auto header = sign_in(text(made.at("token")));
    EXPECT_EQ(test::http_client{house.port()}.get("/api/v1/requests", header).status, 200U);
    house.set_now("2026-11-23T00:00:00Z");
    EXPECT_EQ(test::http_client{house.port()}.get("/api/v1/requests", header).status, 401U);
}

TEST_F(AccessTokens, ThatCannotBeAreRefusedWithTheirField) {
    EXPECT_EQ(fault_of({{"role", "auditor"}}), "422 /name");
    EXPECT_EQ(fault_of({{"name", "a"}, {"role", "king"}}), "422 /role");
    EXPECT_EQ(fault_of({{"name", "a"}, {"role", "auditor"}, {"areas", {"NOWHERE"}}}), "422 /areas");
    EXPECT_EQ(fault_of({{"name", "a"}, {"role", "school"}, {"schools", {"1"}}}), "422 /schools");
    EXPECT_EQ(fault_of({{"name", "a"}, {"role", "auditor"}, {"expires_on", "2026-11-21"}}), "422 /expires_on");
    EXPECT_EQ(fault_of({{"name", "a"}, {"role", "auditor"}, {"expires_on", "2026-02-30"}}), "422 /expires_on");
    EXPECT_EQ(fault_of({{"name", "a"}, {"role", "auditor"}, {"id", "mine"}}), "422 /id");
}

TEST_F(AccessTokens, AreMadeAndEndedByAdministratorsOfEverythingOnly) {
    const auto made = make({{"name", "a"}, {"role", "therapist"}});
    const auto local = house.token("administrator", {"99G"});
    EXPECT_EQ(house.post(local, "/api/v1/tokens", json::object{{"name", "b"}, {"role", "administrator"}}).status, 404U);
    EXPECT_EQ(end(local, made.at("id")), 404U);
    EXPECT_EQ(status(local, "/api/v1/tokens"), 200U);
    EXPECT_EQ(status(house.token("auditor"), "/api/v1/tokens"), 200U);
    EXPECT_EQ(end(house.token("auditor"), made.at("id")), 404U);
    for (const std::string role : {"therapist", "provider_manager", "school", "commissioner", "integrator"}) {
        EXPECT_EQ(status(house.token(role), "/api/v1/tokens"), 404U) << role;
    }
}

TEST_F(AccessTokens, ThatEndWhileABodyIsOnItsWayChangeNothingAnyMore) {
    const auto made = make({{"name", "a"}, {"role", "therapist"}});
    const auto body = json::serialize(house_server::equipment_request("2026-10-12"));
    test::http_client slow{house.port()};
    slow.send("POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + text(made.at("token")) +
              "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n");
    ASSERT_FALSE(slow.receive_until("100 Continue\r\n\r\n").empty()) << "whoever asks is known by now";
    EXPECT_EQ(end(administrator, made.at("id")), 200U);
    EXPECT_EQ(slow.ask(body).status, 401U);
    EXPECT_TRUE(house.json(administrator, "/api/v1/requests").at("items").as_array().empty());
}

TEST(GrantId, IsNeverTakenForAnOptionByACommand) {
    for (int number = 0; number < 2000; ++number) {
        const auto id = api::make_grant_id();
        EXPECT_EQ(id.size(), 8U);
        EXPECT_NE(id.front(), '-') << id;
    }
}

} // namespace
} // namespace clockstart
