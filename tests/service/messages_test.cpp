#include "tests/service/program.hpp"
#include "tests/support/smtp_server.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <chrono>

namespace clockstart::service {
namespace {

namespace json = boost::json;
using test::demo_folder;
using test::new_request;
using test::served_folder;

json::value told(const served_folder& daemon, const std::string& token, const std::string& path) {
    return json::parse(daemon.get(token, path).body);
}

void want_mail(const served_folder& daemon, const std::string& token) {
    const std::string wish = json::serialize(json::object{{"address", "boss@example.test"}, {"pace", "daily"}});
    const auto done = test::http_client{daemon.port()}.ask(
        "PUT /api/v1/inbox/settings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
        "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(wish.size()) + "\r\n\r\n" + wish);
    ASSERT_EQ(done.status, 200U) << done.body;
}

// Asks until the breach of that request lies in the inbox; whether sending is held by then.
bool is_held_with_breach(const served_folder& daemon, const std::string& token, const std::string& reference) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (std::chrono::steady_clock::now() < until) {
        const auto list = told(daemon, token, "/api/v1/inbox?limit=500");
        for (const auto& one : list.at("items").as_array()) {
            if (one.at("reference") == json::value(reference) &&
                one.at("text").as_string().starts_with("Past target: ")) {
                return told(daemon, token, "/api/v1/scheduler").at("sending").at("held").as_bool();
            }
        }
    }
    return false;
}

TEST(Messages, OfThreeWeeksOfDowntimeComeInOneMailOnceTheClockHasBeenLookedAt) {
    const demo_folder demo;
    const auto token = demo.token();
    test::smtp_server mails;
    const auto settings =
        demo.write("clockstart.toml", "[mail]\nhost = '127.0.0.1'\nport = " + std::to_string(mails.port()) +
                                          "\nsecurity = 'none'\nsender = 'waits@example.test'\n");
    std::string reference;
    {
        served_folder daemon{demo.path(), {"--config", settings, "--trial-clock", "2026-07-01T09:00:00Z"}};
        want_mail(daemon, token);
        const auto created = daemon.post(token, "/api/v1/requests", new_request("2026-06-01"));
        ASSERT_EQ(created.status, 201U) << created.body;
        reference = std::string{json::parse(created.body).at("reference").as_string()};
        EXPECT_EQ(daemon.stop(), 0);
    }
    served_folder daemon{demo.path(), {"--config", settings, "--trial-clock", "2026-07-22T09:00:00Z"}};
    EXPECT_TRUE(is_held_with_breach(daemon, token, reference));
    EXPECT_TRUE(told(daemon, token, "/api/v1/outbox").at("items").as_array().empty());
    EXPECT_TRUE(mails.has_none());

    // Each missed step at its true time; the warnings that the breach has overtaken say so.
    std::string steps;
    const auto request = told(daemon, token, "/api/v1/requests/" + reference);
    for (const auto& one : request.at("events").as_array()) {
        steps += std::string{one.at("type").as_string()} + " " + std::string{one.at("on").as_string()} + "; ";
    }
    EXPECT_NE(steps.find("breached 2026-07-14; "), std::string::npos) << steps; // due on 13 July
    EXPECT_NE(steps.find("step_reached 2026-07-20; "), std::string::npos) << steps;

    EXPECT_EQ(daemon.post(token, "/api/v1/scheduler/release", json::object{}).status, 200U);
    const auto mail = mails.mail();
    EXPECT_EQ(mail.at("rcpt_to").as_array().at(0), "boss@example.test");
    const std::string text{mail.at("text").as_string()};
    EXPECT_NE(text.find(reference), std::string::npos) << text;
    EXPECT_NE(text.find("was due by 13 July 2026"), std::string::npos) << text;
    EXPECT_TRUE(mails.has_none());
    EXPECT_EQ(daemon.stop(), 0);
}

} // namespace
} // namespace clockstart::service
