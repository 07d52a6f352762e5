#include "api/attempt_book.hpp"
#include "api/caller.hpp"
#include "api/password_desk.hpp"
#include "api/password_rules.hpp"
#include "api/qr_code.hpp"
#include "api/second_factor.hpp"
#include "tests/support/authenticator.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/awaitable.hpp>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace clockstart::api {
namespace {

using namespace std::chrono_literals;

std::string fault(std::string_view password) {
    return fault_of_password(password, {"Jo Hart", "jo@x.org"}).value_or("");
}

TEST(PasswordRules, TakeLengthAndNotKinds) {
    for (const auto* good : {"kettle harbour violin", "zwölf-Zeichen", "ΑΒΓΔΕΖΗΘΙΚΛΜ", "tulip;garden;9",
                             "        a bcd e f", "8492 5517 3306"}) {
        EXPECT_EQ(fault(good), "") << good;
    }
    EXPECT_NE(fault("elevenchars"), "");
    EXPECT_EQ(fault("twelve-chars"), "");
    std::string long_one;
    while (long_one.size() < 128) {
        long_one += "wxyz tulip garden ";
    }
    EXPECT_EQ(fault(long_one.substr(0, 128)), "");
    EXPECT_NE(fault(long_one.substr(0, 127) + "xy"), "");
    EXPECT_NE(fault("twelve\xff-chars"), "");
}

TEST(PasswordRules, RefuseWhatIsTriedFirst) {
    for (const auto* common : {"Password2026!", "P4ssw0rd!!!!!", "liverpool1234", "123456789012", "qwertyuiop12",
                               "letmeinletmein", "abcabcabcabc", "Physiotherapy1", "correcthorsebatterystaple"}) {
        EXPECT_NE(fault(common), "") << common;
    }
    EXPECT_NE(fault_of_password("clockstart-hart", {"Jo Hart", "jo@x.org"}), std::nullopt);
    EXPECT_EQ(fault_of_password("hart kettle harbour", {"Jo Hart", "jo@x.org"}), std::nullopt);
}

TEST(PasswordDesk, MakesArgonHashesThatFitOnlyTheirPassword) {
    password_desk desk{{}};
    const auto hash = test::run(desk.hash("kettle harbour violin")).value();
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
    EXPECT_TRUE(test::run(desk.matches(hash, "kettle harbour violin")).value());
    EXPECT_FALSE(test::run(desk.matches(hash, "kettle harbour violin ")).value());
    EXPECT_FALSE(test::run(desk.matches("", "kettle harbour violin")).value());
    EXPECT_FALSE(desk.is_outdated(hash));
    password_desk earlier{{.passes = 1, .memory = 8UL * 1024}};
    EXPECT_TRUE(desk.is_outdated(test::run(earlier.hash("kettle harbour violin")).value()));
}

boost::asio::awaitable<void> count_refusal(password_desk& desk, int& refused) {
    const auto done = co_await desk.hash("kettle harbour violin");
    refused += !done && done.error().code == domain::errc::busy ? 1 : 0;
}

TEST(PasswordDesk, RefusesWhoeverComesWhenThirtyTwoWait) {
    password_desk desk{{}};
    boost::asio::io_context loop{1};
    int refused = 0;
    for (int number = 0; number < 40; ++number) {
        boost::asio::co_spawn(loop, count_refusal(desk, refused),
                              [](const std::exception_ptr& error) { EXPECT_FALSE(error); });
    }
    loop.run();
    EXPECT_EQ(refused, 40 - 32 - 2);
}

TEST(AttemptBook, LetsAFewComeAndThenDoublesTheWait) {
    attempt_book book;
    const patience how{3, 60s};
    auto now = domain::parse_instant("2026-11-22T12:00:00Z").value();
    for (int number = 0; number < 3; ++number) {
        EXPECT_EQ(book.begin("a", how, now), 0s);
    }
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        EXPECT_EQ(book.begin("a", how, now), wait);
        EXPECT_EQ(book.begin("a", how, now + wait - 1us), 1s) << "one that comes too early is not counted";
        now += wait;
        EXPECT_EQ(book.begin("a", how, now), 0s);
    }
    EXPECT_EQ(book.begin("b", how, now), 0s) << "others are not kept waiting";
    EXPECT_EQ(book.begin("a", how, now + 1h + 1us), 0s);
    EXPECT_EQ(book.begin("a", how, now + 1h + 1us), 0s) << "all is forgotten after an hour";
}

TEST(AttemptBook, ForgetsWhatWasRight) {
    attempt_book book;
    const patience how{1, 60s};
    const auto now = domain::parse_instant("2026-11-22T12:00:00Z").value();
    book.begin("a", how, now);
    EXPECT_GT(book.begin("a", how, now), 0s);
    book.succeeded("a");
    EXPECT_EQ(book.begin("a", how, now), 0s);
    book.take_back("a");
    EXPECT_EQ(book.begin("a", how, now), 0s);
}

TEST(AttemptBook, KeepsWhatItCountsUnderAFloodOfMadeUpKeys) {
    attempt_book book;
    const patience how{1, 60s};
    const auto now = domain::parse_instant("2026-11-22T12:00:00Z").value();
    book.begin("owner", how, now);
    for (int number = 1; number < 100'000; ++number) {
        EXPECT_EQ(book.begin(std::to_string(number), how, now), 0s);
    }
    EXPECT_GT(book.begin("one more", how, now), 0s);
    EXPECT_GT(book.begin("owner", how, now), 0s) << "the owner's count is still there";
    EXPECT_EQ(book.begin("one more", how, now + 2h), 0s) << "what was an hour old has made room";
}

TEST(Caller, OfIpv6IsANetwork) {
    EXPECT_EQ(caller_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(caller_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(caller_of("2001:db8:1:2:ffff::1"), caller_of("2001:db8:1:2:3:4:5:6"));
    EXPECT_EQ(caller_of("::ffff:192.0.2.7"), "::ffff:192.0.2.7");
    EXPECT_EQ(caller_of("local"), "local");
}

TEST(SecondFactor, KnowsTheCodesOfOneStepBeforeNowAndAfter) {
    const std::string seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // of RFC 6238, appendix B
    const auto at = [](const char* text) { return domain::parse_instant(text).value(); };
    EXPECT_EQ(step_of_code(seed, "287082", at("1970-01-01T00:00:59Z")), 1);
    EXPECT_EQ(step_of_code(seed, "081804", at("2005-03-18T01:58:29Z")), 37037036);
    for (const auto& [when, found] : {std::pair{"2026-11-22T11:59:30Z", true}, std::pair{"2026-11-22T12:00:29Z", true},
                                      std::pair{"2026-11-22T12:00:59Z", true}, std::pair{"2026-11-22T12:01:00Z", false},
                                      std::pair{"2026-11-22T11:59:29Z", false}}) {
        const auto code = test::code_of_app(seed, "2026-11-22T12:00:00Z");
        EXPECT_EQ(step_of_code(seed, code, at(when)).has_value(), found) << when;
    }
    EXPECT_FALSE(step_of_code(seed, "28708", at("1970-01-01T00:00:59Z")));
    EXPECT_FALSE(step_of_code(seed, "28708a", at("1970-01-01T00:00:59Z")));
}

TEST(SecondFactor, GivesRecoveryCodesThatDiffer) {
    const auto codes = make_recovery_codes();
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
    EXPECT_EQ(codes.front().size(), 11U);
}

TEST(QrCode, IsDrawnWithItsQuietZone) {
    const auto drawn = draw_qr_code(app_address("jo@example.org", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    EXPECT_EQ((drawn.size - 8 - 17) % 4, 0U) << "17 units and four for each version";
    EXPECT_TRUE(drawn.path.starts_with("M4 4h7v1h-7z")) << "the corner mark: " << drawn.path.substr(0, 40);
}

} // namespace
} // namespace clockstart::api
