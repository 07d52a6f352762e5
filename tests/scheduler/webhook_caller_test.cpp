#include "tests/scheduler/calling.hpp"

#include <algorithm>
#include <set>

namespace clockstart::scheduler {
namespace {

using WebhookCaller = calling;
using receiver = test::webhook_receiver;
using texts = std::vector<std::string>;

TEST_F(WebhookCaller, TellsEachEventOnceInOrderAndNothingOfAChild) {
    receiver at{secret};
    held.open("2018-05-01", 9); // before it was made: not told
    add("office", at.url());
    const auto reference = held.open("2018-05-01", 1);
    held.record(reference, "confirmed_waiting", "2026-01-05");
    settle();
    ASSERT_EQ(outbox("office").size(), 2U);
    const auto first = at.call();
    EXPECT_TRUE(first.at("verified").as_bool()) << first;
    const auto body = body_of(first);
    EXPECT_EQ(body.at("type"), body.at("data").at("type"));
    EXPECT_EQ(body.at("timestamp"), body.at("data").at("recorded_at"));
    EXPECT_EQ(body.at("data").at("reference"), boost::json::value(reference));
    EXPECT_EQ(body.at("data").at("area"), "99G");
    for (const std::string personal : {"Invented", "Child", "999", "2018"}) {
        EXPECT_EQ(std::string_view{first.at("body").as_string()}.find(personal), std::string_view::npos) << personal;
    }
    EXPECT_EQ(told(at), texts{"confirmed_waiting " + reference});
    settle();
    EXPECT_TRUE(at.has_none());
    for (const auto& one : outbox("office")) {
        EXPECT_EQ(one.state, "delivered");
        EXPECT_EQ(one.attempts, 1);
    }
    EXPECT_EQ(held.history().webhooks().at(0).last_delivered_at, held.now());
}

TEST_F(WebhookCaller, TellsWhatTimeBringsAboutAsSoonAsItIsRecorded) {
    receiver at{secret};
    add("office", at.url(), {.types = {"breached"}});
    const auto reference = held.open("2018-05-01", 1);
    settle();
    held.move_to("2026-02-17T09:00:00Z");
    held.accept(db::record_due_steps{});
    settle();
    EXPECT_EQ(told(at), texts{"breached " + reference});
}

TEST_F(WebhookCaller, KeepsToAreasAndProviders) {
    db::put_directory more;
    more.areas = {{"07H", "West Essex", "sub-icb", "E38000197", {}}};
    more.providers = {{"PV02", "Another"}};
    more.services = {{"EQ2", "Equipment", "equipment", "07H", "PV02", "07H", domain::make_date(2020, 1, 1), {}}};
    held.accept(std::move(more));
    receiver everywhere{secret}, here{secret}, theirs{secret}, nowhere{secret};
    add("everywhere", everywhere.url());
    add("here", here.url(), {.areas = {"99G"}});
    add("theirs", theirs.url(), {.providers = {"PV02"}});
    add("nowhere", nowhere.url(), {.areas = {"99G"}, .providers = {"PV02"}});
    held.open("2018-05-01", 1);
    held.open("2018-05-01", 2, "2026-01-05", "EQ2");
    settle();
    EXPECT_EQ(told(everywhere).size(), 2U);
    EXPECT_EQ(told(here).size(), 1U);
    EXPECT_EQ(told(theirs).size(), 1U);
    EXPECT_TRUE(told(nowhere).empty());
}

TEST_F(WebhookCaller, HoldsBackWhatComesAfterOnTheSameRequestAndNothingElse) {
    receiver at{secret};
    add("office", at.url());
    const auto first = held.open("2018-05-01", 1);
    at.be("status 500");
    settle();
    EXPECT_EQ(told(at).size(), 1U);
    held.record(first, "confirmed_waiting", "2026-01-05");
    const auto second = held.open("2018-05-01", 2);
    at.be("status 204");
    settle();
    EXPECT_EQ(told(at).size(), 1U) << "of the first request nothing before the call that failed is due again";
    settle_at("2026-01-05T10:05:00Z");
    const auto late = told(at);
    ASSERT_EQ(late.size(), 2U);
    EXPECT_NE(late[0], "confirmed_waiting " + first);
    EXPECT_EQ(late[1], "confirmed_waiting " + first);
}

TEST_F(WebhookCaller, LetsASlowReceiverKeepNobodyWaitingButItself) {
    how.within = std::chrono::seconds{30};
    stop();
    start();
    receiver silent{secret, {"--silent"}}, prompt{secret};
    add("a silent one", silent.url());
    add("prompt", prompt.url());
    for (int child = 1; child <= 20; ++child) {
        held.open("2018-05-01", child);
    }
    const auto is_delivered = [](const auto& one) { return one.state == "delivered"; };
    go_on_until([&] {
        const auto calls = outbox("prompt");
        return calls.size() == 20U && std::ranges::all_of(calls, is_delivered);
    });
    EXPECT_TRUE(std::ranges::none_of(outbox("a silent one"), is_delivered));
    EXPECT_TRUE(std::ranges::all_of(outbox("a silent one"), [](const auto& one) { return one.attempts == 0; }));
}

TEST_F(WebhookCaller, EndsWithinSecondsAtAStopThoughSomebodyDoesNotAnswerAndCallsAgainLater) {
    how.within = std::chrono::minutes{10};
    stop();
    start();
    receiver silent{secret, {"--silent"}};
    add("silent", silent.url());
    held.open("2018-05-01", 1);
    go_on_until([&] { return !silent.has_none(); });
    const auto id = silent.call().at("headers").at("webhook-id");
    const auto began = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::minutes{1});
    EXPECT_EQ(outbox("silent").at(0).attempts, 0);
    start();
    go_on_until([&] { return !silent.has_none(); });
    EXPECT_EQ(silent.call().at("headers").at("webhook-id"), id);
}

TEST_F(WebhookCaller, GivesUpWhatIsRefusedForGoodAndTellsTheAdministratorsOnce) {
    held.accept(db::add_token{{"tester", ""}, {"boss", "boss", "administrator", {}, {}, {}, held.now()}, "hash"});
    receiver at{secret};
    at.be("status 410");
    add("gone", at.url());
    for (int child = 1; child <= 5; ++child) {
        held.open("2018-05-01", child);
    }
    settle();
    settle_at("2026-01-05T12:00:00Z");
    settle_at("2026-01-05T14:00:00Z");
    const auto calls = outbox("gone");
    EXPECT_EQ(std::ranges::count(calls, "given_up", &db::delivery_row::state), 5);
    EXPECT_EQ(held.history().calls_by_webhook().at("gone").given_up, 5);
    const auto messages = held.history().messages_after(0, 1000);
    EXPECT_EQ(std::ranges::count(messages, domain::message::kind::given_up, &domain::message::about), 1);
    told(at);
    at.be("status 204");
    held.accept(db::replay_delivery{{"boss", "boss"}, calls.front().number});
    settle_at("2026-01-06T14:00:00Z");
    EXPECT_EQ(at.call().at("headers").at("webhook-id"), boost::json::value(calls.front().id));
    EXPECT_EQ(outbox("gone").front().state, "delivered");
}

TEST_F(WebhookCaller, TellsNothingMoreWhereItHasEnded) {
    receiver at{secret};
    at.be("status 500");
    add("office", at.url());
    held.open("2018-05-01", 1);
    settle();
    EXPECT_EQ(told(at).size(), 1U);
    at.be("status 204");
    held.accept(db::end_webhook{{"tester", ""}, "office"});
    held.open("2018-05-01", 2);
    settle_at("2026-01-06T10:00:00Z");
    EXPECT_TRUE(at.has_none());
    ASSERT_EQ(outbox("office").size(), 1U);
    EXPECT_EQ(outbox("office")[0].state, "dropped");
    const auto again = held.journal().append_and_wait(db::end_webhook{{"tester", ""}, "office"});
    EXPECT_EQ(again.error().code, domain::errc::conflict);
    const auto never = held.journal().append_and_wait(db::end_webhook{{"tester", ""}, "nobody"});
    EXPECT_EQ(never.error().code, domain::errc::not_found);
}

TEST_F(WebhookCaller, SendsNothingWhileSendingIsHeldAndLosesNothing) {
    receiver at{secret};
    add("office", at.url());
    is_held = true;
    held.open("2018-05-01", 1);
    settle();
    EXPECT_TRUE(at.has_none());
    EXPECT_EQ(outbox("office").size(), 1U);
    is_held = false;
    settle();
    EXPECT_EQ(told(at).size(), 1U);
}

TEST_F(WebhookCaller, GivesTwoThatGoOnNoCommonName) {
    add("office", "https://one.example.org/");
    const auto same = held.journal().append_and_wait(
        db::add_webhook{{"tester", ""}, "other", "office", "two.example.org", "sealed", "sealed", {"nowhere"}, {}, {}});
    EXPECT_EQ(same.error().faults.at(0).pointer, "/areas/0");
    const auto named = held.journal().append_and_wait(
        db::add_webhook{{"tester", ""}, "other", "office", "two.example.org", "sealed", "sealed", {}, {}, {}});
    EXPECT_EQ(named.error().code, domain::errc::conflict);
    EXPECT_EQ(named.error().faults.at(0).pointer, "/name");
    held.accept(db::end_webhook{{"tester", ""}, "office"});
    held.accept(db::add_webhook{{"tester", ""}, "other", "office", "two.example.org", "sealed", "sealed", {}, {}, {}});
}

} // namespace
} // namespace clockstart::scheduler
