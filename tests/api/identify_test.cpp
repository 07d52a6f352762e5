#include "test_server.hpp"
#include "tests/support/http_client.hpp"

#include <gtest/gtest.h>

#include <string>

namespace clockstart {
namespace {

using test::http_client;
using test::test_server;

const std::string cookie = "Cookie: a=b; clockstart_session=good-session; c=d\r\n";
const std::string form = "application/x-www-form-urlencoded";

TEST(Identify, KnowsTokensAndSessions) {
    test_server server;
    http_client client{server.port()};
    EXPECT_EQ(client.get("/private", "Authorization: Bearer good-token\r\n").body,
              R"({"name":"Token holder","role":"therapist"})");
    EXPECT_EQ(client.get("/private", cookie).body, R"({"name":"Session holder","role":"school"})");
    // Nobody stays signed in for the next request of the connection.
    EXPECT_EQ(client.get("/private", "Accept: application/json\r\n").status, 401U);
}

TEST(Identify, RefusesWhoIsNotKnown) {
    test_server server;
    http_client client{server.port()};
    const auto nobody = client.get("/private", "Accept: application/json\r\n");
    EXPECT_EQ(nobody.status, 401U);
    EXPECT_TRUE(nobody.header("WWW-Authenticate"));
    EXPECT_EQ(client.get("/private", "Authorization: Bearer other\r\n").status, 401U);
    EXPECT_EQ(client.get("/private", "Authorization: Basic Z29vZA==\r\n").status, 401U);
    EXPECT_EQ(client.get("/hello", "Authorization: Bearer other\r\n").status, 401U);
    EXPECT_EQ(client.get("/private", "Cookie: xclockstart_session=good-session\r\nAccept: application/json\r\n").status,
              401U);
}

TEST(Identify, SendsABrowserToSignIn) {
    test_server server;
    http_client client{server.port()};
    const auto reply = client.get("/private", "Accept: text/html,*/*;q=0.8\r\n");
    EXPECT_EQ(reply.status, 303U);
    EXPECT_EQ(reply.header("Location"), "/sign-in?next=/private");
}

TEST(Identify, TakesChangesOfASessionFromOurOwnPagesOnly) {
    test_server server;
    http_client client{server.port()};
    const auto post = [&](const std::string& body, const std::string& headers) {
        return client.post("/private", form, body, headers + "Accept: application/json\r\n").status;
    };
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie), 200U);
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie + "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n"), 200U);
    EXPECT_EQ(post("a=1", cookie + "X-CSRF-Token: csrf-value\r\n"), 200U);
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie + "Origin: http://localhost\r\n"), 200U);
    EXPECT_EQ(post("a=1", cookie), 403U);
    EXPECT_EQ(post("a=1&csrf=other-value", cookie), 403U);
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie + "Sec-Fetch-Site: cross-site\r\n"), 403U);
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie + "Sec-Fetch-Site: same-site\r\n"), 403U);
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie + "Origin: http://evil.example\r\n"), 403U);
    EXPECT_EQ(post("a=1&csrf=csrf-value", cookie + "Origin: null\r\n"), 403U);
    EXPECT_EQ(post("a=1", "Authorization: Bearer good-token\r\n"), 200U);
}

} // namespace
} // namespace clockstart
