#include "tests/service/program.hpp"
#include "tests/support/smtp_server.hpp"

#include <gtest/gtest.h>

namespace clockstart::service {
namespace {

using test::clockstart;
using test::demo_folder;

class server : public test::smtp_server {
public:
    using smtp_server::smtp_server;

    std::string configuration(const std::string& more = {}) const {
        return "[mail]\nhost = '127.0.0.1'\nport = " + std::to_string(port()) +
               "\nsecurity = 'none'\nsender = 'waits@clockstart.test'\n" + more;
    }
    std::string place() const { return "127.0.0.1 port " + std::to_string(port()); }
};

test::outcome deliver(const demo_folder& demo, const std::string& text, const std::string& to = "sam@example.org") {
    const auto file = demo.write("clockstart.toml", text);
    return clockstart({"deliver", "--test", to, "--data", demo.data(), "--config", file});
}

TEST(Deliver, SendsATestMailAndPrintsWhatTheServerAnswered) {
    const demo_folder demo;
    server at;
    const auto told = deliver(demo, at.configuration("[delivery]\npublic_url = 'https://waits.example.org/'\n"));
    EXPECT_EQ(told.status, 0) << told.err;
    EXPECT_EQ(told.out, at.place() + " answered: 250 2.0.0 taken\n");
    EXPECT_EQ(told.err, "");
    const auto got = at.mail();
    EXPECT_EQ(got.at("rcpt_to"), (boost::json::array{"sam@example.org"}));
    EXPECT_EQ(got.at("headers").at("Subject"), "Clockstart: test message");
    EXPECT_NE(got.at("text").as_string().find("https://waits.example.org/\n"), std::string::npos);
}

TEST(Deliver, WorksWhileTheFolderIsServed) {
    const demo_folder demo;
    server at;
    const test::served_folder serving{demo.path()};
    EXPECT_EQ(deliver(demo, at.configuration()).status, 0);
}

TEST(Deliver, TellsTheReasonAndTheRemedy) {
    const demo_folder demo;
    struct row {
        std::vector<std::string> options;
        std::string more, reason, remedy;
    };
    const std::vector<row> rows{
        {{"--refuse", "RCPT", "550 5.1.1 <sam@example.org>: unknown"},
         "",
         "550 5.1.1 (address) unknown",
         "the address"},
        {{"--refuse", "RCPT", "450 4.2.0 later"}, "", "450 4.2.0 later", "again later"},
        {{"--refuse", "MAIL", "553 5.1.8 not you"}, "", "553 5.1.8 not you", "mail.sender"},
        {{"--user", "u", "--password", "p"}, "", "530 ", "mail.password_file"},
        {{"--user", "u", "--password", "p"}, "user = 'u'\npassword_file = 'password'\n", "535 ", "mail.password_file"},
        {{}, "security = 'starttls'\n", "STARTTLS", "mail.security"}};
    const auto password = demo.write("password", "wrong\n");
    std::filesystem::permissions(password, std::filesystem::perms::owner_read);
    for (const auto& one : rows) {
        server at{one.options};
        auto text = at.configuration(one.more);
        if (one.more.starts_with("security")) {
            text.replace(text.find("security = 'none'\n"), 18, "");
        }
        const auto told = deliver(demo, text);
        EXPECT_EQ(told.status, 1);
        EXPECT_EQ(told.out, "");
        EXPECT_NE(told.err.find(at.place() + ": " + one.reason), std::string::npos) << told.err;
        EXPECT_NE(told.err.find(one.remedy), std::string::npos) << told.err;
        EXPECT_EQ(told.err.find("sam@"), std::string::npos) << told.err;
        EXPECT_TRUE(at.has_none());
    }
    const auto gone = server{}.configuration();
    const auto nobody = deliver(demo, gone);
    EXPECT_EQ(nobody.status, 1);
    EXPECT_NE(nobody.err.find("mail.host and mail.port"), std::string::npos) << nobody.err;
}

TEST(Deliver, WithoutAMailServerSaysWhichKeysToSet) {
    const demo_folder demo;
    for (const auto& told : {deliver(demo, ""), clockstart({"deliver", "--test", "a@b", "--data", demo.data()})}) {
        EXPECT_EQ(told.status, 1);
        for (const auto* key : {"host", "sender", "[mail]", "user", "password_file", "--config"}) {
            EXPECT_NE(told.err.find(key), std::string::npos) << told.err;
        }
    }
}

TEST(Deliver, RefusesAConfigurationThatServeWouldRefuse) {
    const demo_folder demo;
    const std::string wrong = "[mail]\nhost = 'mx'\nsender = 'nobody'\n";
    const auto told = deliver(demo, wrong);
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("clockstart.toml: mail.sender: should be an e-mail address"), std::string::npos)
        << told.err;
    const auto served = clockstart({"serve", "--data", demo.data(), "--config", demo.beside("clockstart.toml")});
    EXPECT_EQ(served.status, 1);
    EXPECT_EQ(served.err, told.err);
}

TEST(Deliver, WithoutAnAddressOrAFolderIsRefused) {
    const demo_folder demo;
    EXPECT_EQ(clockstart({"deliver", "--data", demo.data()}).status, 2);
    EXPECT_EQ(clockstart({"deliver", "--test", "a@b"}).status, 2);
    EXPECT_EQ(deliver(demo, "", "sam").status, 2);
    const auto told = clockstart({"deliver", "--test", "a@b", "--data", demo.beside("none").string()});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("clockstart init"), std::string::npos) << told.err;
}

} // namespace
} // namespace clockstart::service
