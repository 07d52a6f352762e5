#include "scheduler/courier.hpp"

#include "tests/scheduler/working_folder.hpp"
#include "tests/support/smtp_server.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace clockstart::scheduler {
namespace {

namespace asio = boost::asio;

// A folder with people who want to be told, and a courier that comes and goes as a daemon does.
class courier_test : public testing::Test {
protected:
    void add_person(const std::string& id, const std::string& role, const std::string& pace, bool nag = true) {
        held.accept(db::add_token{{"tester", ""}, {id, id, role, {"99G"}, {}, {}, held.now()}, "hash of " + id});
        if (pace != "inbox") {
            held.accept(db::set_recipient{id, held.identities().seal_address(id, id + "@example.test"), pace, nag});
        }
    }

    // Somebody for the reminders, so that nobody above is told of them.
    void add_team() { add_person("therapist", "therapist", "inbox"); }

    // One courier until it has nothing to do any more.
    void pass(std::optional<std::uint16_t> mail_port, bool is_held = false) {
        asio::io_context loop{1};
        asio::thread_pool pool{1};
        courier_settings how;
        if (mail_port) {
            how.mail.emplace();
            how.mail->host = "127.0.0.1";
            how.mail->port = *mail_port;
            how.mail->security = mail_security::none;
            how.mail->sender = "waits@example.test";
        }
        how.public_url = "https://waits.example.test";
        how.held = [is_held] { return is_held; };
        courier working{loop, pool, held.journal(), held.history(), held.board(), held.clock(), how};
        working.start();
        while (working.finished_passes() == 0) {
            loop.run_one();
        }
        working.stop();
        loop.run();
        pool.join();
    }
    void pass_at(std::string_view instant, std::optional<std::uint16_t> mail_port) {
        held.move_to(instant);
        held.accept(db::record_due_steps{});
        pass(mail_port);
    }

    std::vector<std::string> inbox(const std::string& token) const {
        std::vector<std::string> told;
        for (const auto& one : held.history().inbox({.token = token, .seen_too = true, .limit = 1000})) {
            told.push_back(one.what.step + " " + one.what.reference + (one.seen_at ? " seen" : ""));
        }
        return told;
    }
    std::vector<db::delivery_row> outbox() const { return held.history().outbox({.limit = 1000}); }

    working_folder held;
};
using Courier = courier_test;

// The clock starts on Monday 5 January 2026; the target is Monday 16 February, two weeks before it is 2 February.

TEST_F(Courier, TellsThoseOfTheRoleInWhoseServicesItIsAndNobodyElse) {
    add_person("manager", "provider_manager", "inbox");
    add_person("commissioner", "commissioner", "inbox");
    add_team();
    held.accept(db::add_token{
        {"tester", ""}, {"elsewhere", "elsewhere", "provider_manager", {}, {"PV02"}, {}, held.now()}, "h"});
    const auto reference = held.open("2018-05-01", 1);
    held.move_to("2026-02-17T09:00:00Z");
    held.accept(db::record_due_steps{});
    pass({});
    EXPECT_EQ(inbox("manager"), std::vector<std::string>{"breach " + reference});
    EXPECT_TRUE(inbox("commissioner").empty());
    EXPECT_TRUE(inbox("elsewhere").empty());
    // What was overtaken by the breach is recorded and told to nobody; watches for the requester go to the team.
    for (const auto& told : inbox("therapist")) {
        EXPECT_FALSE(told.starts_with("due-")) << told;
    }
}

TEST_F(Courier, TellsTheRoleAboveWhereThereIsNobody) {
    add_person("boss", "administrator", "inbox");
    const auto reference = held.open("2018-05-01", 1);
    pass_at("2026-02-17T09:00:00Z", {});
    const auto told = inbox("boss");
    EXPECT_NE(std::ranges::find(told, "breach " + reference), told.end());
}

TEST_F(Courier, HandsEachMessageOutOnceHoweverOftenItComes) {
    add_team();
    add_person("manager", "provider_manager", "inbox");
    held.open("2018-05-01", 1);
    pass_at("2026-02-17T09:00:00Z", {});
    pass({});
    held.stop_daemon();
    held.start_daemon();
    pass({});
    EXPECT_EQ(inbox("manager").size(), 1U);
    EXPECT_TRUE(outbox().empty());
}

TEST_F(Courier, SendsWhatIsNewAtOnceInOneMailWithoutAnythingOfAChild) {
    test::smtp_server server;
    add_team();
    add_person("manager", "provider_manager", "at_once");
    const auto first = held.open("2018-05-01", 1);
    const auto second = held.open("2018-05-01", 2);
    pass_at("2026-02-17T09:00:00Z", server.port());
    const auto mail = server.mail();
    EXPECT_TRUE(server.has_none());
    EXPECT_EQ(mail.at("rcpt_to").as_array().at(0), "manager@example.test");
    EXPECT_EQ(mail.at("headers").at("Subject"), "Clockstart: 2 past target");
    const std::string text{mail.at("text").as_string()};
    EXPECT_NE(text.find(first + ", Equipment, Southend: Past target: Equipment delivered was due by 16 February 2026"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("https://waits.example.test/requests/" + second), std::string::npos) << text;
    for (const std::string secret : {"Invented", "Child", "999", "2018"}) {
        EXPECT_EQ(text.find(secret), std::string::npos) << secret;
    }
    ASSERT_EQ(outbox().size(), 1U);
    EXPECT_EQ(outbox()[0].state, "delivered");
    EXPECT_EQ(outbox()[0].attempts, 1);
    EXPECT_NE(std::string{mail.at("headers").at("Message-ID").as_string()}.find(outbox()[0].id), std::string::npos);
    pass(server.port());
    EXPECT_TRUE(server.has_none());
}

TEST_F(Courier, KeepsWhatHappensAtNightAndOnSundayForTheMorning) {
    test::smtp_server server;
    add_team();
    add_person("manager", "provider_manager", "at_once");
    held.open("2018-05-01", 1, "2026-01-03"); // due on Saturday 14 February: the breach is at Sunday's midnight
    pass_at("2026-02-15T00:00:00Z", server.port());
    pass_at("2026-02-15T11:00:00Z", server.port());
    pass_at("2026-02-16T07:59:59Z", server.port());
    EXPECT_TRUE(server.has_none());
    EXPECT_EQ(inbox("manager").size(), 1U);
    pass_at("2026-02-16T08:00:00Z", server.port());
    EXPECT_EQ(server.mail().at("headers").at("Subject"), "Clockstart: 1 past target");
}

TEST_F(Courier, SendsOneDigestADayAndOneAfterThreeWeeksOfDowntime) {
    test::smtp_server server;
    add_team();
    add_person("manager", "provider_manager", "daily", false);
    for (int child = 1; child <= 5; ++child) {
        held.open("2018-05-01", child);
    }
    held.stop_daemon();
    held.move_to("2026-03-10T14:00:00Z"); // three weeks past target; due+7, due+14 have come too
    held.start_daemon();
    held.accept(db::record_due_steps{});
    pass(server.port());
    const auto mail = server.mail();
    EXPECT_EQ(std::string{mail.at("headers").at("Subject").as_string()}.substr(0, 25), "Clockstart: 5 past target")
        << mail.at("headers").at("Subject");
    pass(server.port());
    held.open("2018-05-01", 6, "2026-01-25"); // came in late, past its target
    pass_at("2026-03-10T15:00:00Z", server.port());
    EXPECT_TRUE(server.has_none()); // the next digest is tomorrow's
    pass_at("2026-03-11T08:00:00Z", server.port());
    EXPECT_EQ(server.mail().at("headers").at("Subject"), "Clockstart: 1 past target");
    pass_at("2026-03-12T08:00:00Z", server.port());
    EXPECT_TRUE(server.has_none()); // nothing new
}

TEST_F(Courier, NagsWithEachDigestUntilItIsSeen) {
    test::smtp_server server;
    add_team();
    add_person("manager", "provider_manager", "at_once");
    held.open("2018-05-01", 1);
    pass_at("2026-02-17T09:00:00Z", server.port());
    server.mail();
    pass_at("2026-02-18T08:00:00Z", server.port());
    EXPECT_EQ(server.mail().at("headers").at("Subject"), "Clockstart: 1 matter not seen yet");
    const auto unseen = held.history().inbox({.token = "manager"});
    held.accept(db::mark_seen{"manager", unseen.front().what.number, true});
    pass_at("2026-02-19T08:00:00Z", server.port());
    EXPECT_TRUE(server.has_none());
}

TEST_F(Courier, TriesAgainWithTheSameIdAndGivesUpAfterThreeDaysUntilSomebodyReplaysIt) {
    add_team();
    add_person("manager", "provider_manager", "at_once", false);
    held.open("2018-05-01", 1);
    held.move_to("2026-02-17T09:00:00Z");
    held.accept(db::record_due_steps{});
    std::string id;
    {
        test::smtp_server refusing{{"--refuse", "RCPT", "451 not now"}};
        pass(refusing.port());
        ASSERT_EQ(outbox().size(), 1U);
        id = outbox()[0].id;
        EXPECT_EQ(outbox()[0].state, "waiting");
        EXPECT_EQ(outbox()[0].last_answer.substr(0, 3), "451");
        for (int days = 0; days < 9 && outbox()[0].state == "waiting"; ++days) {
            for (int tries = 0; tries < 4 && outbox()[0].state == "waiting"; ++tries) {
                held.move_to(domain::format_instant(outbox()[0].due_at));
                pass(refusing.port());
            }
        }
        EXPECT_EQ(outbox()[0].state, "given_up");
        EXPECT_GE(outbox()[0].attempts, 8);
        EXPECT_GE(*outbox()[0].done_at - *outbox()[0].first_tried_at, std::chrono::hours{72});
    }
    test::smtp_server server;
    pass(server.port());
    EXPECT_TRUE(server.has_none());
    held.accept(db::replay_delivery{{"admin", ""}, outbox()[0].number});
    held.move_to("2026-03-03T10:00:00Z");
    pass(server.port());
    EXPECT_NE(std::string{server.mail().at("headers").at("Message-ID").as_string()}.find(id), std::string::npos);
    EXPECT_EQ(outbox()[0].state, "delivered");
}

TEST_F(Courier, TellsTheAdministratorsOfWhatWasGivenUp) {
    add_team();
    add_person("boss", "administrator", "inbox");
    add_person("manager", "provider_manager", "at_once", false);
    held.open("2018-05-01", 1);
    test::smtp_server refusing{{"--refuse", "RCPT", "550 no such person"}};
    pass_at("2026-02-17T09:00:00Z", refusing.port());
    ASSERT_EQ(outbox().size(), 1U);
    EXPECT_EQ(outbox()[0].state, "given_up");
    pass(refusing.port());
    const auto told = held.history().inbox({.token = "boss"});
    EXPECT_TRUE(
        std::ranges::any_of(told, [](const auto& one) { return one.what.about == domain::message::kind::given_up; }));
}

// Given up is news to administrators, and theirs may be the mail that was.
TEST_F(Courier, DoesNotWriteAgainAndAgainToAnAdministratorWhoseAddressIsRefusedForGood) {
    add_team();
    add_person("boss", "administrator", "at_once");
    held.open("2018-05-01", 1);
    test::smtp_server refusing{{"--refuse", "RCPT", "550 no such person"}};
    held.move_to("2026-02-17T09:00:00Z");
    held.accept(db::record_due_steps{});
    pass(refusing.port());
    ASSERT_EQ(outbox().size(), 1U);
    pass(refusing.port());
    EXPECT_EQ(outbox().size(), 1U);
    const auto of_given_up = [&] {
        return std::ranges::count(held.history().messages_after(0, 1000), domain::message::kind::given_up,
                                  &domain::message::about);
    };
    EXPECT_EQ(of_given_up(), 1);
    pass_at("2026-02-18T09:00:00Z", refusing.port());
    EXPECT_EQ(outbox().size(), 2U) << "with the next day's digest it is tried again";
    EXPECT_EQ(of_given_up(), 1) << "of what goes on being refused nobody is told anew";
    test::smtp_server server;
    pass_at("2026-02-19T09:00:00Z", server.port());
    server.mail();
    EXPECT_EQ(outbox().front().state, "delivered");
}

TEST_F(Courier, SendsNothingWhileSendingIsHeldAndFillsInboxesAllTheSame) {
    test::smtp_server server;
    add_team();
    add_person("manager", "provider_manager", "at_once");
    held.open("2018-05-01", 1);
    held.move_to("2026-02-17T09:00:00Z");
    held.accept(db::record_due_steps{});
    pass(server.port(), true);
    EXPECT_TRUE(server.has_none());
    EXPECT_TRUE(outbox().empty());
    EXPECT_EQ(inbox("manager").size(), 1U);
    pass(server.port());
    EXPECT_EQ(server.mail().at("headers").at("Subject"), "Clockstart: 1 past target");
}

} // namespace
} // namespace clockstart::scheduler
