#include "tests/api/people_house.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace clockstart::test {
namespace {

namespace json = boost::json;

using SigningIn = people_house;

TEST_F(SigningIn, TakesPasswordAndTheCodeOfTheApp) {
    jo_with_account();
    const auto half = jo.send("/sign-in", "address=JO.hart@example.org&password=" + password);
    EXPECT_EQ(half.status, 200U);
    EXPECT_FALSE(jo.is_in()) << "half way is not in";
    EXPECT_EQ(jo.enter(half, "000000").status, 401U);
    const auto came = jo.enter(half, jo.code(a_minute_later));
    EXPECT_EQ(came.status, 303U) << came.body;
    EXPECT_TRUE(jo.is_in());
}

TEST_F(SigningIn, LeadsToThePageThatWasWantedButNeverToAnotherSite) {
    jo_with_account();
    const auto with = [&](const std::string& next) {
        const auto half = jo.send("/sign-in", "address=jo.hart@example.org&next=" + next + "&password=" + password);
        return half.body.find("name=\"next\" value=\"" + next + "\"") != std::string::npos;
    };
    EXPECT_TRUE(with("/requests"));
    EXPECT_FALSE(with("//elsewhere"));
}

TEST_F(SigningIn, TakesACodeOnce) {
    jo_with_account();
    const auto code = jo.code(a_minute_later);
    EXPECT_EQ(sign_in(code).status, 303U);
    jo.send("/sign-out", "");
    EXPECT_EQ(sign_in(code).status, 401U);
    EXPECT_EQ(sign_in(jo.code(noon)).status, 401U) << "nor an older one";
    house.set_now("2026-11-22T12:01:30Z");
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:01:30Z")).status, 303U);
}

TEST_F(SigningIn, BearsAPhoneThatIsHalfAMinuteOff) {
    jo_with_account();
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:02:00Z")).status, 401U);
    EXPECT_EQ(sign_in(jo.code("2026-11-22T12:01:30Z")).status, 303U);
}

TEST_F(SigningIn, TakesARecoveryCodeOnce) {
    jo_with_account();
    EXPECT_EQ(sign_in(jo.recovery_codes.front()).status, 303U);
    EXPECT_NE(jo.get("/account").body.find("You have 9 left"), std::string::npos);
    jo.send("/sign-out", "");
    EXPECT_EQ(sign_in(jo.recovery_codes.front()).status, 401U);
    EXPECT_EQ(sign_in(jo.recovery_codes.back()).status, 303U);
}

TEST_F(SigningIn, AnswersWhoIsNotKnownLikeAWrongPassword) {
    jo_with_account();
    const auto wrong = jo.send("/sign-in", "address=jo.hart@example.org&password=another-long-one");
    const auto unknown = jo.send("/sign-in", "address=no.body@example.org&password=another-long-one");
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(unknown.status, 401U);
    auto without_address = wrong.body;
    without_address.replace(without_address.find("jo.hart"), 7, "no.body");
    EXPECT_EQ(without_address, unknown.body);
}

TEST_F(SigningIn, LetsTheOwnerInWhileOthersGuess) {
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

TEST_F(SigningIn, SlowsDownWhoTriesCodes) {
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

TEST_F(SigningIn, EndsEverywhereElseWhenThePasswordIsChanged) {
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

TEST_F(SigningIn, ShowsOnesSessionsAndEndsThem) {
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

TEST_F(SigningIn, GivesNewRecoveryCodesInPlaceOfTheOld) {
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

TEST_F(SigningIn, StandsInTheAuditWhetherRightOrWrong) {
    jo_with_account();
    jo.send("/sign-in", "address=jo.hart@example.org&password=another-long-one");
    jo.send("/sign-in", "address=no.body@example.org&password=another-long-one");
    sign_in("000000");
    sign_in(jo.code(a_minute_later));
    const auto auditor = house.token("auditor");
    const auto list = house.json(auditor, "/api/v1/audit");
    std::vector<std::string> told;
    for (const auto& one : list.at("items").as_array()) {
        const auto what = text(one.at("what"));
        if (what.starts_with("sign") || what == "account.set_up") {
            told.push_back(what + " " + text(one.at("outcome")));
        }
    }
    std::ranges::reverse(told);
    EXPECT_EQ(told, (std::vector<std::string>{"account.set_up done", "sign_out done", "sign_in failed",
                                              "sign_in failed", "sign_in.code failed", "sign_in done"}));
    EXPECT_EQ(house.get(auditor, "/api/v1/audit").body.find("no.body"), std::string::npos)
        << "what was typed is not written down";
}

TEST_F(SigningIn, IsOverHalfWayWhenThePasswordIsAnotherOrTheAccountIsDisabled) {
    const auto made = jo_with_account();
    const auto half = jo.send("/sign-in", "address=jo.hart@example.org&password=" + password);
    const auto link = text(json::parse(change(made, "link", {{"purpose", "reset"}}).body).at("link_path"));
    const std::string chosen = "password=marble-otter-lantern&password_again=marble-otter-lantern&code=";
    EXPECT_EQ(jo.send(link, chosen + jo.code(a_minute_later)).status, 303U);
    house.set_now("2026-11-22T12:02:00Z");
    EXPECT_EQ(jo.enter(half, jo.code("2026-11-22T12:02:00Z")).status, 401U) << "the password that was shown is gone";
    house.set_now("2026-11-22T12:03:00Z");
    const auto next = jo.send("/sign-in", "address=jo.hart@example.org&password=marble-otter-lantern");
    EXPECT_EQ(change(made, "disable").status, 200U);
    EXPECT_EQ(jo.enter(next, jo.code("2026-11-22T12:03:00Z")).status, 401U);
    EXPECT_FALSE(jo.is_in());
}

// As a change that was on its way when an administrator disabled the account.
TEST_F(SigningIn, IsRefusedByTheJournalItselfForAnAccountThatDoesNotHold) {
    const auto made = jo_with_account();
    const auto id = text(made.at("id"));
    const auto held = house.history().find_account({.id = id, .address_hash = {}, .link_hash = {}});
    ASSERT_TRUE(held);
    ASSERT_EQ(change(made, "disable").status, 200U);
    const db::second_factor shown{held->last_step + 1, {}};
    const auto changed =
        house.journal().append_and_wait(db::change_password{{"Jo Hart", id}, held->password_hash, shown});
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().code, domain::errc::not_found);
    ASSERT_EQ(change(made, "enable").status, 200U);
    const auto anew = change(made, "link", {{"purpose", "invitation"}});
    EXPECT_FALSE(house.journal().append_and_wait(db::change_password{{"Jo Hart", id}, held->password_hash, shown}));
    EXPECT_EQ(jo.get(text(json::parse(anew.body).at("link_path"))).status, 200U) << "the invitation is still there";
}

TEST_F(SigningIn, LeavesTheOwnerARecoveryByResetWhileOthersTryCodes) {
    const auto made = jo_with_account();
    person stranger{house.port()};
    for (int tries = 0; tries < 12; ++tries) {
        stranger.sign_in("jo.hart@example.org", password, "000000");
    }
    const auto link = text(json::parse(change(made, "link", {{"purpose", "reset"}}).body).at("link_path"));
    const std::string chosen = "password=marble-otter-lantern&password_again=marble-otter-lantern&code=";
    EXPECT_EQ(jo.send(link, chosen + jo.code(a_minute_later)).status, 303U);
}

} // namespace
} // namespace clockstart::test
