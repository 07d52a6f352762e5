#include "tests/api/house_server.hpp"
#include "tests/api/person.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::house_server;
using test::person;

const std::string noon = "2026-11-22T12:00:00Z", a_minute_later = "2026-11-22T12:01:00Z";
const std::string password = "kettle-harbour-violin";

// 22 November 2026 at noon is now in these tests, until they say otherwise.
struct People : testing::Test {
    house_server house;
    std::string administrator = house.token("administrator");
    person jo{house.port()};

    json::object
    invite(json::object what = {
               {"name", "Jo Hart"}, {"role", "therapist"}, {"areas", {"99G"}}, {"address", "jo.hart@example.org"}}) {
        const auto made = house.post(administrator, "/api/v1/people", what);
        EXPECT_EQ(made.status, 201U) << made.body;
        return json::parse(made.body).as_object();
    }
    static std::string text(const json::value& value) { return std::string{value.as_string()}; }
    json::value row(const json::value& id) {
        const auto list = house.json(administrator, "/api/v1/people");
        for (const auto& one : list.at("items").as_array()) {
            if (one.at("id") == id) {
                return one;
            }
        }
        return nullptr;
    }
    test::reply change(const json::object& who, const std::string& what, const json::object& body = {}) {
        return house.post(administrator, "/api/v1/people/" + text(who.at("id")) + "/" + what, body);
    }
    // Jo, with an account that is set up, signed out.
    json::object jo_with_account() {
        auto made = invite();
        jo.set_up(text(made.at("link_path")), password, noon);
        jo.send("/sign-out", "");
        EXPECT_FALSE(jo.is_in());
        house.set_now(a_minute_later);
        return made;
    }
    test::reply sign_in(const std::string& code) { return jo.sign_in("jo.hart@example.org", password, code); }
};

TEST_F(People, ComeByInvitationAndAreSignedInWithTheirScope) {
    const auto made = invite();
    EXPECT_EQ(made.at("state"), "invited");
    const auto came = jo.set_up(text(made.at("link_path")), password, noon);
    EXPECT_EQ(came.status, 200U) << came.body;
    EXPECT_EQ(jo.recovery_codes.size(), 10U);
    EXPECT_TRUE(jo.is_in());
    EXPECT_EQ(jo.get("/requests?area=99G").status, 200U);
    EXPECT_EQ(jo.get("/requests?area=07H").status, 404U);
    EXPECT_EQ(jo.get("/people").status, 404U);
    const auto shown = row(made.at("id"));
    EXPECT_EQ(shown.at("state"), "active");
    EXPECT_EQ(shown.at("address"), "jo.hart@example.org");
    EXPECT_EQ(shown.at("last_used_on"), "2026-11-22");
    EXPECT_EQ(shown.at("sessions"), 1);
}

TEST_F(People, UseALinkOnceAndInItsTime) {
    const auto made = invite();
    const auto link = text(made.at("link_path"));
    house.set_now("2026-11-29T12:00:00Z");
    EXPECT_EQ(jo.get(link).status, 404U);
    house.set_now("2026-11-29T11:59:59Z");
    EXPECT_EQ(jo.set_up(link, password, "2026-11-29T11:59:59Z").status, 200U);
    EXPECT_EQ(jo.get(link).status, 404U);
    EXPECT_EQ(jo.get("/reset/" + link.substr(9)).status, 404U) << "an invitation is no reset";
}

TEST_F(People, AreToldWhatIsWrongWithAPasswordAndNothingIsStored) {
    const auto made = invite();
    const auto link = text(made.at("link_path"));
    for (const std::string weak :
         {"short", "Password2026!!", "jo.hart-jo.hart", "aaaaaaaaaaaaaaaa", "clockstart-jo-hart"}) {
        const auto came = jo.set_up(link, weak, noon);
        EXPECT_EQ(came.status, 422U) << weak;
        EXPECT_NE(came.body.find("id=\"password-error\""), std::string::npos) << weak;
        EXPECT_EQ(came.body.find("value=\"" + weak), std::string::npos) << "a password is not shown again";
    }
    const auto differ = jo.send(link, "password=" + password + "&password_again=other&code=" + jo.code(noon));
    EXPECT_NE(differ.body.find("id=\"password_again-error\""), std::string::npos);
    const auto no_code = jo.send(link, "password=" + password + "&password_again=" + password + "&code=000000");
    EXPECT_NE(no_code.body.find("id=\"code-error\""), std::string::npos);
    EXPECT_EQ(row(made.at("id")).at("state"), "invited");
    EXPECT_EQ(jo.set_up(link, password, noon).status, 200U);
}

TEST_F(People, SignInWithPasswordAndTheCodeOfTheirApp) {
    jo_with_account();
    const auto half = jo.send("/sign-in", "address=JO.hart@example.org&password=" + password);
    EXPECT_EQ(half.status, 200U);
    EXPECT_FALSE(jo.is_in()) << "half way is not in";
    EXPECT_EQ(jo.enter(half, "000000").status, 401U);
    const auto came = jo.enter(half, jo.code(a_minute_later));
    EXPECT_EQ(came.status, 303U) << came.body;
    EXPECT_TRUE(jo.is_in());
}

TEST_F(People, GoOnToThePageTheyWantedButNeverToAnotherSite) {
    jo_with_account();
    const auto with = [&](const std::string& next) {
        const auto half = jo.send("/sign-in", "address=jo.hart@example.org&next=" + next + "&password=" + password);
        return half.body.find("name=\"next\" value=\"" + next + "\"") != std::string::npos;
    };
    EXPECT_TRUE(with("/requests"));
    EXPECT_FALSE(with("//elsewhere"));
}

TEST_F(People, UseACodeOnce) {
    jo_with_account();
    const auto code = jo.code(a_minute_later);
    EXPECT_EQ(sign_in(code).status, 303U);
    jo.send("/sign-out", "");
    EXPECT_EQ(sign_in(code).status, 401U);
    EXPECT_EQ(sign_in(jo.code(noon)).status, 401U) << "nor an older one";
    house.set_now("2026-11-22T12:01:30Z");
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:01:30Z")).status, 303U);
}

TEST_F(People, MayBeHalfAMinuteOffWithTheirClock) {
    jo_with_account();
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:02:00Z")).status, 401U);
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:01:30Z")).status, 303U);
}

TEST_F(People, SignInWithARecoveryCodeOnce) {
    jo_with_account();
    EXPECT_EQ(sign_in(jo.recovery_codes.front()).status, 303U);
    EXPECT_NE(jo.get("/account").body.find("You have 9 left"), std::string::npos);
    jo.send("/sign-out", "");
    EXPECT_EQ(sign_in(jo.recovery_codes.front()).status, 401U);
    EXPECT_EQ(sign_in(jo.recovery_codes.back()).status, 303U);
}

TEST_F(People, ThatAreNotKnownAreAnsweredLikeAWrongPassword) {
    jo_with_account();
    const auto wrong = jo.send("/sign-in", "address=jo.hart@example.org&password=another-long-one");
    const auto unknown = jo.send("/sign-in", "address=no.body@example.org&password=another-long-one");
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(unknown.status, 401U);
    auto without_address = wrong.body;
    without_address.replace(without_address.find("jo.hart"), 7, "no.body");
    EXPECT_EQ(without_address, unknown.body);
}

TEST_F(People, WhoAreGuessedAtFromElsewhereStillGetIn) {
    jo_with_account();
    person stranger{house.port()};
    const auto guess = [&] { return stranger.send("/sign-in", "address=jo.hart@example.org&password=guess-guess-1"); };
    unsigned refused = 0;
    for (int tries = 0; tries < 60; ++tries) {
        refused += guess().status == 429 ? 1 : 0;
    }
    EXPECT_GE(refused, 50U) << "five come at once, the others wait";
    EXPECT_TRUE(guess().header("Retry-After"));
    EXPECT_EQ(sign_in(jo.code(a_minute_later)).status, 303U) << "the browser is known";
    // Nobody is shut out for long: half a minute later another try counts, from anywhere.
    house.set_now("2026-11-22T12:01:31Z");
    person jo_elsewhere{house.port()};
    jo_elsewhere.seed = jo.seed;
    EXPECT_EQ(jo_elsewhere.sign_in("jo.hart@example.org", password, jo.code("2026-11-22T12:01:31Z")).status, 303U);
}

TEST_F(People, WhoTryCodesAreSlowedDownForAsLongAsItTakes) {
    jo_with_account();
    unsigned refused = 0;
    for (int tries = 0; tries < 12; ++tries) {
        const auto came = sign_in("000000");
        refused += came.body.find("Too many tries") != std::string::npos ? 1 : 0;
    }
    EXPECT_GE(refused, 5U);
    EXPECT_NE(sign_in(jo.code(a_minute_later)).status, 303U) << "the right one has to wait as well";
    house.set_now("2026-11-22T12:03:00Z");
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:03:00Z")).status, 303U);
}

TEST_F(People, ThatAreDisabledAreOutAtOnce) {
    const auto made = jo_with_account();
    sign_in(jo.code(a_minute_later));
    EXPECT_TRUE(jo.is_in());
    EXPECT_EQ(change(made, "disable").status, 200U);
    EXPECT_FALSE(jo.is_in());
    house.set_now("2026-11-22T12:02:00Z");
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:02:00Z")).status, 401U);
    EXPECT_EQ(change(made, "disable").status, 409U);
    EXPECT_EQ(row(made.at("id")).at("state"), "disabled");
    for (const auto& one : house.history().recipients()) {
        EXPECT_NE(one.who.token, text(made.at("id"))) << "nobody is left to be told";
    }
    EXPECT_EQ(change(made, "enable").status, 200U);
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:02:00Z")).status, 303U);
}

TEST_F(People, ResetAPasswordOnlyWithTheirSecondFactor) {
    const auto made = jo_with_account();
    const auto given = change(made, "link", {{"purpose", "reset"}});
    const auto link = text(json::parse(given.body).at("link_path"));
    const std::string chosen = "password=marble-otter-lantern&password_again=marble-otter-lantern&code=";
    EXPECT_EQ(jo.send(link, chosen + "000000").status, 422U);
    EXPECT_EQ(jo.send(link, chosen).status, 422U);
    EXPECT_EQ(jo.send(link, chosen + jo.code(a_minute_later)).status, 303U);
    EXPECT_FALSE(jo.is_in()) << "a reset signs nobody in";
    EXPECT_EQ(jo.get(link).status, 404U);
    house.set_now("2026-11-22T12:02:00Z");
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:02:00Z")).status, 401U) << "the old password";
    EXPECT_EQ(jo.sign_in("jo.hart@example.org", "marble-otter-lantern", jo.code("2026-11-22T12:02:00Z")).status, 303U);
}

TEST_F(People, BeginAnewByAnotherInvitationWhichEndsAllThereWas) {
    const auto made = jo_with_account();
    sign_in(jo.code(a_minute_later));
    const auto old_seed = jo.seed;
    const auto given = change(made, "link", {{"purpose", "invitation"}});
    EXPECT_FALSE(jo.is_in());
    EXPECT_EQ(sign_in(jo.recovery_codes.front()).status, 401U) << "the password is gone";
    EXPECT_EQ(change(made, "link", {{"purpose", "reset"}}).status, 409U) << "there is none to reset";
    EXPECT_EQ(jo.set_up(text(json::parse(given.body).at("link_path")), "marble-otter-lantern", a_minute_later).status,
              200U);
    EXPECT_NE(jo.seed, old_seed);
}

TEST_F(People, ChangeTheirPasswordAndAreSignedOutEverywhereElse) {
    jo_with_account();
    sign_in(jo.code(a_minute_later));
    person jo_elsewhere{house.port()};
    house.set_now("2026-11-22T12:02:00Z");
    EXPECT_EQ(jo_elsewhere.sign_in("jo.hart@example.org", password, jo.code("2026-11-22T12:02:00Z")).status, 303U);
    house.set_now("2026-11-22T12:03:00Z");
    const auto code = jo.code("2026-11-22T12:03:00Z");
    const std::string chosen = "password=marble-otter-lantern&password_again=marble-otter-lantern&code=" + code;
    EXPECT_EQ(jo.send("/account/password", chosen + "&old_password=wrong-wrong-wrong").status, 422U);
    const auto old_cookie = jo.session;
    EXPECT_EQ(jo.send("/account/password", chosen + "&old_password=" + password).status, 303U);
    EXPECT_TRUE(jo.is_in());
    EXPECT_NE(jo.session, old_cookie) << "a new session after a change of the password";
    EXPECT_FALSE(jo_elsewhere.is_in());
}

TEST_F(People, SeeTheirSessionsAndEndThem) {
    jo_with_account();
    sign_in(jo.code(a_minute_later));
    person jo_elsewhere{house.port()};
    house.set_now("2026-11-22T12:02:00Z");
    jo_elsewhere.sign_in("jo.hart@example.org", password, jo.code("2026-11-22T12:02:00Z"));
    const auto page = jo.get("/account").body;
    const auto other = person::between(page, "action=\"/account/sessions/", "/end\"");
    ASSERT_EQ(other.size(), 8U) << page;
    EXPECT_EQ(page.find("/account/sessions/", page.find(other) + 1), std::string::npos) << "but not the one here";
    EXPECT_EQ(jo.send("/account/sessions/" + other + "/end", "").status, 303U);
    EXPECT_FALSE(jo_elsewhere.is_in());
    EXPECT_EQ(jo.send("/account/sessions/nothing0/end", "").status, 404U);
}

TEST_F(People, MakeNewRecoveryCodesInPlaceOfTheOld) {
    jo_with_account();
    sign_in(jo.code(a_minute_later));
    house.set_now("2026-11-22T12:02:00Z");
    EXPECT_EQ(jo.send("/account/recovery-codes", "code=000000").status, 422U);
    const auto came = jo.send("/account/recovery-codes", "code=" + jo.code("2026-11-22T12:02:00Z"));
    EXPECT_EQ(came.status, 200U);
    const auto fresh = person::between(came.body, "<li><code>", "</code>");
    jo.send("/sign-out", "");
    EXPECT_EQ(sign_in(jo.recovery_codes.front()).status, 401U);
    EXPECT_EQ(sign_in(fresh).status, 303U);
}

TEST_F(People, SayWhoTheyAreWhereTheInvitationDoesNot) {
    const auto made = invite({{"name", "first administrator"}, {"role", "administrator"}});
    const auto link = text(made.at("link_path"));
    EXPECT_EQ(jo.set_up(link, password, noon).status, 422U);
    EXPECT_EQ(jo.set_up(link, password, noon, "&name=Sam+Field&address=sam.field%40example.org").status, 200U);
    EXPECT_EQ(row(made.at("id")).at("name"), "Sam Field");
    EXPECT_NE(jo.get("/account").body.find("Sam Field"), std::string::npos);
    EXPECT_EQ(jo.get("/people").status, 200U);
}

TEST_F(People, AreInvitedOnceForOneAddress) {
    invite();
    const auto again = house.post(administrator, "/api/v1/people",
                                  {{"name", "J"}, {"role", "auditor"}, {"address", "Jo.Hart@Example.org "}});
    EXPECT_EQ(again.status, 422U) << "a blank is no part of an address";
    const auto other = house.post(administrator, "/api/v1/people",
                                  {{"name", "J"}, {"role", "auditor"}, {"address", "Jo.Hart@Example.org"}});
    EXPECT_EQ(other.status, 409U);
    EXPECT_NE(other.body.find("/address"), std::string::npos) << other.body;
}

TEST_F(People, AreNotTokensAndTokensAreNotPeople) {
    const auto made = jo_with_account();
    const auto tokens = house.get(administrator, "/api/v1/tokens").body;
    EXPECT_EQ(tokens.find(text(made.at("id"))), std::string::npos);
    EXPECT_EQ(house.post(administrator, "/api/v1/tokens/" + text(made.at("id")) + "/end", json::object{}).status, 404U);
    EXPECT_EQ(house.get("account " + text(made.at("id")), "/api/v1/areas").status, 401U);
    EXPECT_EQ(house.json(administrator, "/api/v1/account").at("address"), nullptr);
}

TEST_F(People, AreListedForAuditorsWithoutTheirAddresses) {
    invite();
    const auto auditor = house.token("auditor");
    const auto list = house.get(auditor, "/api/v1/people").body;
    EXPECT_NE(list.find("Jo Hart"), std::string::npos);
    EXPECT_EQ(list.find("jo.hart@"), std::string::npos) << list;
    EXPECT_EQ(house.post(auditor, "/api/v1/people", {{"name", "n"}, {"role", "auditor"}}).status, 404U);
    EXPECT_EQ(house.post(house.token("administrator", {"99G"}), "/api/v1/people", {{"name", "n"}, {"role", "auditor"}})
                  .status,
              404U)
        << "an administrator of one area gives no access";
}

TEST_F(People, WhoHaveNotComeYetAreNobodyToBeTold) {
    const auto made = invite();
    for (const auto& one : house.history().recipients()) {
        EXPECT_NE(one.who.token, text(made.at("id")));
    }
    jo.set_up(text(made.at("link_path")), password, noon);
    const auto all = house.history().recipients();
    EXPECT_TRUE(std::ranges::any_of(all, [&](const auto& one) { return one.who.token == text(made.at("id")); }));
}

} // namespace
} // namespace clockstart
