#include "scheduler/mail_text.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace clockstart::scheduler {
namespace {

mail_settings sender() { return {.host = "mx", .sender = "waits@clockstart.test", .sender_name = "Clockstart"}; }

mail letter(std::string subject = "Due soon", std::string text = "One line\n") {
    return {.id = "msg_1",
            .to = "sam.okafor@example.org",
            .subject = std::move(subject),
            .text = std::move(text),
            .at = domain::parse_instant("2026-11-22T09:05:07.9Z").value()};
}

std::string header_of(const std::string& message) { return message.substr(0, message.find("\r\n\r\n") + 2); }
std::string body_of(const std::string& message) { return message.substr(message.find("\r\n\r\n") + 4); }

TEST(MailText, IsAHeaderAndALineAsTheStandardHasThem) {
    EXPECT_EQ(text_of(sender(), letter()), "Date: Sun, 22 Nov 2026 09:05:07 +0000\r\n"
                                           "From: \"Clockstart\"\r\n <waits@clockstart.test>\r\n"
                                           "To: sam.okafor@example.org\r\n"
                                           "Message-ID: <msg_1@clockstart.test>\r\n"
                                           "Subject: Due soon\r\n"
                                           "Auto-Submitted: auto-generated\r\n"
                                           "MIME-Version: 1.0\r\n"
                                           "Content-Type: text/plain; charset=utf-8\r\n"
                                           "Content-Transfer-Encoding: quoted-printable\r\n"
                                           "\r\n"
                                           "One line\r\n");
}

TEST(MailText, QuotesWhatIsNotPlainAndBreaksLongLinesSoftly) {
    EXPECT_EQ(body_of(text_of(sender(), letter("s", "a=b \n"))), "a=3Db=20\r\n");
    EXPECT_EQ(body_of(text_of(sender(), letter("s", "caf\u00e9\r\n\nend"))), "caf=C3=A9=0D\r\n\r\nend\r\n");
    EXPECT_EQ(body_of(text_of(sender(), letter("s", std::string(76, 'x')))), std::string(76, 'x') + "\r\n");
    EXPECT_EQ(body_of(text_of(sender(), letter("s", std::string(77, 'x')))), std::string(75, 'x') + "=\r\nxx\r\n");
    EXPECT_EQ(body_of(text_of(sender(), letter("s", ""))), "");
}

TEST(MailText, HasNoLineLongerThan76AndNoneThatIsNotAscii) {
    std::string words;
    for (int count = 0; count < 60; ++count) {
        words += "\u20ac\u00e9x";
    }
    auto from = sender();
    from.sender_name = words;
    std::istringstream lines{text_of(from, letter(words, words))};
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 77U) << line; // with its \r
        EXPECT_EQ(line.find_first_not_of("\r"
                                         " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                                         "abcdefghijklmnopqrstuvwxyz{|}~"),
                  std::string::npos)
            << line;
    }
}

TEST(MailText, MarksASubjectThatOnlyLooksEncoded) {
    const auto header = header_of(text_of(sender(), letter("=?UTF-8?B?eA==?=")));
    EXPECT_NE(header.find("Subject: =?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=\r\n"), std::string::npos) << header;
}

TEST(MailText, RefusesWhateverWouldEndALineOfTheHeader) {
    EXPECT_FALSE(fault_of(sender(), letter()));
    for (const auto* ending : {"\r", "\n", "\r\n"}) {
        const auto line = std::string{"x"} + ending + "Bcc: else@example.org";
        EXPECT_TRUE(fault_of(sender(), letter(line)));
        auto wrong = letter();
        wrong.to = "sam@example.org" + std::string{ending} + "Bcc: else@example.org";
        EXPECT_TRUE(fault_of(sender(), wrong));
        wrong = letter();
        wrong.id = line;
        EXPECT_TRUE(fault_of(sender(), wrong));
        auto from = sender();
        from.sender_name = line;
        EXPECT_TRUE(fault_of(from, letter()));
        from = sender();
        from.sender = line;
        EXPECT_TRUE(fault_of(from, letter()));
    }
}

TEST(MailAddress, IsPlainWithOneNameBehindTheAt) {
    for (const auto* good : {"a@b", "sam.okafor@nhs.net", "o'neil+waits@waits-2.example.org"}) {
        EXPECT_TRUE(is_mail_address(good)) << good;
    }
    for (const auto* bad : {"",      "@",     "sam",    "@b",         "a@",        "a b@c",   "a@b c",
                            "a@b@c", "a@b\n", "a@b>",   "<a@b",       "a,b@c",     "\"a\"@b", "a@[127.0.0.1]",
                            "a@.b",  "a@b.",  "a@b..c", "s\u00e1m@b", "a@b\u00fc", "a@b_c"}) {
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    }
    EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b"));
    EXPECT_FALSE(is_mail_address("a@" + std::string(253, 'b')));
}

} // namespace
} // namespace clockstart::scheduler
