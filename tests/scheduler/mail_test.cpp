#include "scheduler/mail.hpp"

#include "tests/support/certificate.hpp"
#include "tests/support/smtp_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

class server : public test::smtp_server {
public:
    using smtp_server::smtp_server;

    mail_settings settings() const {
        return {.host = "127.0.0.1",
                .port = port(),
                .security = mail_security::none,
                .sender = "waits@clockstart.test",
                .sender_name = "Clockstart"};
    }
};

mail letter() {
    return {.id = "msg_01HZX4",
            .to = "sam.okafor@example.org",
            .subject = "Breach: CS-2026-000123",
            .text = "The target has passed.\n",
            .at = domain::parse_instant("2026-11-22T09:05:07Z").value()};
}

std::string header(const json::object& mail, std::string_view name) {
    return std::string{mail.at("headers").at(name).as_string()};
}

TEST(Mail, ArrivesAsItWasWritten) {
    server at;
    auto sent = letter();
    sent.subject = "Überfällig: 20 Anträge, „Wheelchairs“, und noch mehr Wörter für eine zweite Zeile";
    sent.text = "Grüße,\n.\nFrom here on: a=b, a line that is far too long " + std::string(300, 'x') +
                " \n\nhttps://waits.example.org/requests/CS-2026-000123?a=b\n";
    const auto done = send(at.settings(), sent);
    EXPECT_TRUE(done.is_delivered()) << done.answer;
    EXPECT_EQ(done.answer, "250 2.0.0 taken");
    const auto got = at.mail();
    EXPECT_EQ(got.at("mail_from"), "waits@clockstart.test");
    EXPECT_EQ(got.at("rcpt_to"), (json::array{"sam.okafor@example.org"}));
    EXPECT_EQ(got.at("greeting"), "clockstart.test");
    EXPECT_EQ(got.at("defects"), json::array{});
    EXPECT_EQ(std::string{got.at("text").as_string()}, sent.text);
    EXPECT_EQ(got.at("from_name"), "Clockstart");
    EXPECT_EQ(header(got, "Subject"), sent.subject);
    EXPECT_EQ(header(got, "Message-ID"), "<msg_01HZX4@clockstart.test>");
    EXPECT_EQ(header(got, "Date"), "Sun, 22 Nov 2026 09:05:07 +0000");
    EXPECT_EQ(header(got, "To"), "sam.okafor@example.org");
    EXPECT_EQ(header(got, "From"), "Clockstart <waits@clockstart.test>");
    EXPECT_EQ(header(got, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(header(got, "Content-Type"), "text/plain; charset=\"utf-8\"");
}

TEST(Mail, HasTheSameIdWhenItIsSentAgain) {
    server at;
    ASSERT_TRUE(send(at.settings(), letter()).is_delivered());
    ASSERT_TRUE(send(at.settings(), letter()).is_delivered());
    EXPECT_EQ(header(at.mail(), "Message-ID"), header(at.mail(), "Message-ID"));
}

TEST(Mail, KeepsASendersNameOfOtherLettersAndOfQuotes) {
    server at;
    for (const std::string name : {"Wärter der Zeit", "The \"clock\", \\ start"}) {
        auto settings = at.settings();
        settings.sender_name = name;
        ASSERT_TRUE(send(settings, letter()).is_delivered());
        const auto got = at.mail();
        EXPECT_EQ(got.at("from_name"), json::string_view{name});
        EXPECT_EQ(got.at("defects"), json::array{});
    }
}

TEST(Mail, IsSentByManyThreadsAtOnce) {
    server at;
    std::atomic<int> delivered{0};
    std::vector<std::thread> threads;
    for (int count = 0; count < 4; ++count) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < 5; ++turn) {
                delivered += send(at.settings(), letter()).is_delivered() ? 1 : 0;
            }
        });
    }
    for (auto& one : threads) {
        one.join();
    }
    EXPECT_EQ(delivered, 20);
    for (int count = 0; count < 20; ++count) {
        at.mail();
    }
    EXPECT_TRUE(at.has_none());
}

TEST(Mail, SignsInWhereItIsAsked) {
    server at{{"--user", "clock", "--password", "st@rt: \"x\""}};
    auto settings = at.settings();
    const auto unsigned_one = send(settings, letter());
    EXPECT_EQ(unsigned_one.state, delivery_state::transient);
    EXPECT_EQ(unsigned_one.stage, delivery_stage::sign_in) << unsigned_one.answer;
    settings.user = "clock";
    settings.password = "wrong";
    const auto wrong_one = send(settings, letter());
    EXPECT_EQ(wrong_one.state, delivery_state::transient); // the password may be mended
    EXPECT_EQ(wrong_one.stage, delivery_stage::sign_in);
    EXPECT_EQ(wrong_one.answer.substr(0, 3), "535") << wrong_one.answer;
    EXPECT_TRUE(at.has_none());
    settings.password = "st@rt: \"x\"";
    EXPECT_TRUE(send(settings, letter()).is_delivered());
    EXPECT_EQ(at.mail().at("user"), "clock");
}

TEST(Mail, GoesByStarttlsToAServerThatProvesWhoItIs) {
    const test::certificate held;
    server at{{"--certificate", held.file(), "--key", held.key()}};
    auto settings = at.settings();
    settings.security = mail_security::starttls;
    const auto unproved = send(settings, letter());
    EXPECT_EQ(unproved.state, delivery_state::transient);
    EXPECT_EQ(unproved.stage, delivery_stage::secure);
    EXPECT_NE(unproved.answer.find("certificate"), std::string::npos) << unproved.answer;
    EXPECT_TRUE(at.has_none());
    settings.ca_file = held.file();
    EXPECT_TRUE(send(settings, letter()).is_delivered());
    EXPECT_TRUE(at.mail().at("tls").as_bool());
}

TEST(Mail, GoesByTlsFromTheFirstByte) {
    const test::certificate held;
    server at{{"--certificate", held.file(), "--key", held.key(), "--tls"}};
    auto settings = at.settings();
    settings.security = mail_security::tls;
    settings.ca_file = held.file();
    const auto done = send(settings, letter());
    EXPECT_TRUE(done.is_delivered()) << done.answer;
    EXPECT_TRUE(at.mail().at("tls").as_bool());
}

TEST(Mail, IsNotSentInTheClearWhereTlsIsRequired) {
    server at;
    auto settings = at.settings();
    settings.security = mail_security::starttls;
    const auto done = send(settings, letter());
    EXPECT_EQ(done.state, delivery_state::transient);
    EXPECT_EQ(done.stage, delivery_stage::secure);
    EXPECT_TRUE(at.has_none());
}

struct refusal {
    std::string command, reply, answer;
    delivery_state state;
    delivery_stage stage;
};
std::ostream& operator<<(std::ostream& out, const refusal& one) { return out << one.command << ": " << one.reply; }

class RefusedMail : public testing::TestWithParam<refusal> {};

TEST_P(RefusedMail, SaysWhatTheServerAnsweredAndNoAddress) {
    server at{{"--refuse", GetParam().command, GetParam().reply}};
    const auto done = send(at.settings(), letter());
    EXPECT_EQ(done.answer, GetParam().answer);
    EXPECT_EQ(done.state, GetParam().state);
    EXPECT_EQ(done.stage, GetParam().stage);
    EXPECT_TRUE(at.has_none());
}
INSTANTIATE_TEST_SUITE_P(
    Each, RefusedMail,
    testing::Values(refusal{"RCPT", "450 4.2.1 try later", "450 4.2.1 try later", delivery_state::transient,
                            delivery_stage::hand_over},
                    refusal{"RCPT", "550 5.1.1 <sam.okafor@example.org>: no such user",
                            "550 5.1.1 (address) no such user", delivery_state::permanent, delivery_stage::hand_over},
                    refusal{"RCPT", "550 5.1.1 User 'Sam.Okafor' unknown", "550 5.1.1 User (address) unknown",
                            delivery_state::permanent, delivery_stage::hand_over},
                    refusal{"DATA", "452 4.3.1 mailbox full", "452 4.3.1 mailbox full", delivery_state::transient,
                            delivery_stage::hand_over},
                    refusal{"DATA", "554 5.6.0 not wanted", "554 5.6.0 not wanted", delivery_state::permanent,
                            delivery_stage::hand_over},
                    refusal{"MAIL", "550 5.7.1 waits@clockstart.test may not send here",
                            "550 5.7.1 (address) may not send here", delivery_state::transient,
                            delivery_stage::introduce}));

TEST(Mail, GivesUpWhenTheServerHangsAfterTheText) {
    server at{{"--hang", "DATA"}};
    auto settings = at.settings();
    settings.within = 2s;
    const auto began = std::chrono::steady_clock::now();
    const auto done = send(settings, letter());
    EXPECT_EQ(done.state, delivery_state::transient);
    EXPECT_EQ(done.stage, delivery_stage::hand_over);
    EXPECT_EQ(done.answer, "Timeout was reached");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
}

TEST(Mail, IsDeliveredAlsoWhenTheServerHangsOverTheGoodBye) {
    server at{{"--hang", "QUIT"}};
    auto settings = at.settings();
    settings.within = 2s;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(send(settings, letter()).is_delivered());
    EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
}

TEST(Mail, IsTransientWhenNobodyListensOrTheNameIsUnknown) {
    auto settings = server{}.settings(); // its server is gone
    const auto nobody = send(settings, letter());
    EXPECT_EQ(nobody.state, delivery_state::transient);
    EXPECT_EQ(nobody.stage, delivery_stage::reach);
    settings.host = "mail.invalid";
    const auto unknown = send(settings, letter());
    EXPECT_EQ(unknown.state, delivery_state::transient);
    EXPECT_EQ(unknown.stage, delivery_stage::reach);
    EXPECT_FALSE(unknown.answer.empty());
}

TEST(Mail, WithALineTooManyInItsHeaderIsRefusedBeforeAnythingIsSent) {
    server at;
    auto wrong = letter();
    wrong.subject += "\r\nBcc: else@example.org";
    const auto done = send(at.settings(), wrong);
    EXPECT_EQ(done.state, delivery_state::permanent);
    EXPECT_EQ(done.answer, "the subject is not one line of text");
    EXPECT_TRUE(at.has_none());
}

} // namespace
} // namespace clockstart::scheduler
