#include "tests/service/program.hpp"
#include "tests/support/webhook_receiver.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace clockstart::service {
namespace {

namespace json = boost::json;
using test::demo_folder;
using test::new_request;
using test::served_folder;

struct Webhooks : testing::Test {
    void serve(std::string_view options = "[webhooks]\nallowed_hosts = ['127.0.0.1']\n") {
        daemon.reset();
        daemon.emplace(demo.path(), std::vector<std::string>{"--config", demo.write("clockstart.toml", options),
                                                             "--trial-clock", "2026-07-01T09:00:00Z"});
    }
    test::reply make(const json::object& what) { return daemon->post(token, "/api/v1/webhooks", what); }
    json::value told(std::string_view path) { return json::parse(daemon->get(token, path).body); }
    std::string fault_of(const json::object& what) {
        const auto refused = make(what);
        const auto said = json::parse(refused.body);
        return std::to_string(refused.status) + " " + std::string{said.at("errors").at(0).at("pointer").as_string()};
    }
    // Until nothing waits in the outbox.
    bool is_all_sent() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (std::chrono::steady_clock::now() < until) {
            if (told("/api/v1/outbox?state=waiting").at("items").as_array().empty() &&
                !told("/api/v1/outbox").at("items").as_array().empty()) {
                return true;
            }
        }
        return false;
    }

    demo_folder demo;
    std::string token = demo.token();
    std::optional<served_folder> daemon;
};

TEST_F(Webhooks, AreMadeCalledAndEndedAndTheirSecretIsShownOnce) {
    serve();
    if (!test::webhook_receiver::is_there()) {
        GTEST_SKIP() << test::webhook_receiver::why_not;
    }
    test::webhook_receiver at{""};
    const auto made = make({{"name", "Records"}, {"url", at.url()}});
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto shown = json::parse(made.body).as_object();
    const std::string secret{shown.at("secret").as_string()};
    EXPECT_EQ(secret.substr(0, 6), "whsec_");
    EXPECT_EQ(shown.at("host"), "127.0.0.1");
    at.be("secret " + secret);
    const auto created = daemon->post(token, "/api/v1/requests", new_request("2026-06-01"));
    ASSERT_EQ(created.status, 201U);
    const auto call = at.call();
    EXPECT_TRUE(call.at("verified").as_bool()) << call;
    const auto body = json::parse(std::string_view{call.at("body").as_string()});
    EXPECT_EQ(body.at("data").at("reference"), json::parse(created.body).at("reference"));
    EXPECT_TRUE(is_all_sent());

    const auto list = daemon->get(token, "/api/v1/webhooks").body;
    for (const auto& private_text : {secret.substr(6), std::string{"from=clockstart"}}) {
        EXPECT_EQ(list.find(private_text), std::string::npos);
        EXPECT_EQ(daemon->get(token, "/webhooks?format=html").body.find(private_text), std::string::npos);
        for (const auto& file : std::filesystem::recursive_directory_iterator{demo.path()}) {
            std::ifstream held{file.path(), std::ios::binary};
            const std::string bytes{std::istreambuf_iterator<char>{held}, {}};
            EXPECT_EQ(bytes.find(private_text), std::string::npos) << "it lies open in " << file.path().filename();
        }
    }
    const auto item = json::parse(list).at("items").at(0);
    EXPECT_TRUE(item.at("last_delivered_at").is_string()) << item;
    EXPECT_EQ(told("/api/v1/outbox").at("items").at(0).at("recipient"), "Records");

    const std::string id{item.at("id").as_string()};
    EXPECT_EQ(daemon->post(token, "/api/v1/webhooks/" + id + "/end", json::object{}).status, 200U);
    EXPECT_EQ(daemon->post(token, "/api/v1/webhooks/" + id + "/end", json::object{}).status, 409U);
    EXPECT_EQ(daemon->post(token, "/api/v1/webhooks/wh_nobody/end", json::object{}).status, 404U);
    EXPECT_EQ(daemon->stop(), 0);
}

TEST_F(Webhooks, ThatCannotBeAreRefusedWithTheirField) {
    serve();
    EXPECT_EQ(fault_of({{"url", "https://8.8.8.8/"}}), "422 /name");
    EXPECT_EQ(fault_of({{"name", "a"}}), "422 /url");
    for (const std::string url : {"ftp://8.8.8.8/", "https://10.0.0.1/", "https://localhost/", "http://8.8.8.8/",
                                  "https://user:word@8.8.8.8/", "nonsense", "https://nobody.invalid/"}) {
        EXPECT_EQ(fault_of({{"name", "a"}, {"url", url}}), "422 /url") << url;
    }
    EXPECT_EQ(fault_of({{"name", "a"}, {"url", "https://8.8.8.8/"}, {"areas", {"NOWHERE"}}}), "422 /areas/0");
    EXPECT_EQ(fault_of({{"name", "a"}, {"url", "https://8.8.8.8/"}, {"types", {"delivered", "lost"}}}), "422 /types/1");
    EXPECT_EQ(fault_of({{"name", "a"}, {"url", "https://8.8.8.8/"}, {"secret", "x"}}), "422 /secret");
    EXPECT_TRUE(told("/api/v1/webhooks").at("items").as_array().empty());
}

TEST_F(Webhooks, AreTheAffairOfAdministratorsAndShownToAuditors) {
    serve();
    ASSERT_EQ(make({{"name", "Records"}, {"url", "http://127.0.0.1:9/in"}}).status, 201U);
    const std::string id{told("/api/v1/webhooks").at("items").at(0).at("id").as_string()};
    for (const std::string role :
         {"therapist", "provider_manager", "school", "commissioner", "auditor", "integrator"}) {
        const auto other = demo.token(role);
        const unsigned seen = role == "auditor" ? 200 : 404;
        EXPECT_EQ(daemon->get(other, "/api/v1/webhooks").status, seen) << role;
        EXPECT_EQ(daemon->get(other, "/webhooks").status, seen) << role;
        EXPECT_EQ(daemon->post(other, "/api/v1/webhooks", json::object{}).status, 404U) << role;
        EXPECT_EQ(daemon->post(other, "/api/v1/webhooks/" + id + "/end", json::object{}).status, 404U) << role;
    }
}

TEST_F(Webhooks, OfAPrivateAddressAreRefusedUnlessTheConfigurationAllowsThem) {
    serve("");
    EXPECT_EQ(fault_of({{"name", "a"}, {"url", "http://127.0.0.1:9/in"}}), "422 /url");
}

} // namespace
} // namespace clockstart::service
