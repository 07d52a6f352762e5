#include "tests/api/people_house.hpp"

#include <algorithm>

namespace clockstart::test {
namespace {

namespace json = boost::json;

using People = people_house;

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

TEST_F(People, SayTheirAddressWhereTheInvitationDoesNot) {
    const auto made = invite({{"name", "Sam Field"}, {"role", "administrator"}});
    const auto link = text(made.at("link_path"));
    EXPECT_EQ(jo.set_up(link, password, noon).status, 422U);
    const std::string more = "&name=Somebody+Else&address=sam.field%40example.org";
    EXPECT_EQ(jo.set_up(link, password, noon, more).status, 200U);
    EXPECT_EQ(row(made.at("id")).at("name"), "Sam Field") << "the name is the one that the administrator gave";
    EXPECT_EQ(jo.get("/people").status, 200U);
}

TEST_F(People, SayTheirNameWhereWhoeverHasTheFolderInvitedThem) {
    const auto made = json::parse(
        http_client{house.listen_local()}
            .post("/api/v1/people", "application/json", R"({"name": "first administrator", "role": "administrator"})")
            .body);
    const auto link = text(made.at("link_path"));
    const std::string address = "&address=sam.field%40example.org&name=";
    for (const auto* const wrong : {"", "+", "Sam%0D%0AField"}) {
        EXPECT_EQ(jo.set_up(link, password, noon, address + wrong).status, 422U) << wrong;
    }
    EXPECT_EQ(jo.set_up(link, password, noon, address + "Sam+Field").status, 200U);
    EXPECT_EQ(row(made.at("id")).at("name"), "Sam Field");
}

TEST_F(People, ComeAgainByANewAccountAfterTheirLastDay) {
    const auto made = invite(
        {{"name", "Jo Hart"}, {"role", "therapist"}, {"address", "jo.hart@example.org"}, {"expires_on", "2026-11-22"}});
    jo.set_up(text(made.at("link_path")), password, noon);
    house.set_now("2026-11-23T12:00:00Z");
    EXPECT_FALSE(jo.is_in());
    EXPECT_EQ(row(made.at("id")).at("state"), "expired");
    EXPECT_EQ(change(made, "link", {{"purpose", "invitation"}}).status, 409U);
    const auto again = invite({{"name", "Jo Hart"}, {"role", "auditor"}, {"address", "jo.hart@example.org"}});
    EXPECT_EQ(jo.set_up(text(again.at("link_path")), password, "2026-11-23T12:00:00Z").status, 200U);
    EXPECT_EQ(jo.get("/people").status, 200U) << "as an auditor now";
    EXPECT_EQ(change(made, "enable").status, 409U);
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
} // namespace clockstart::test
