#include "api/forwarded.hpp"

#include "test_server.hpp"
#include "tests/support/http_client.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace clockstart {
namespace {

using test::http_client;
using test::test_server;

bool is_ours(std::string_view address) { return address.starts_with("10.") || address == "127.0.0.1"; }

TEST(Forwarded, TheCallerIsTheLastAddressThatIsNoProxys) {
    EXPECT_EQ(api::address_behind("192.0.2.7", is_ours), "192.0.2.7");
    EXPECT_EQ(api::address_behind("198.51.100.9, 192.0.2.7, 10.0.0.1", is_ours), "192.0.2.7");
    EXPECT_EQ(api::address_behind("198.51.100.9,2001:DB8::1", is_ours), "2001:db8::1");
    EXPECT_EQ(api::address_behind("10.0.0.2, 10.0.0.1", is_ours), "10.0.0.2");
    EXPECT_EQ(api::address_behind("", is_ours), "");
    EXPECT_EQ(api::address_behind("192.0.2.7, unknown", is_ours), "");
    EXPECT_EQ(api::address_behind("192.0.2.7:80", is_ours), "");
}

std::string remote_seen(http_client& client, std::string_view headers) {
    const auto reply = client.get("/seen/a/by/b", headers);
    EXPECT_EQ(reply.status, 200U) << reply.body;
    return std::string{boost::json::parse(reply.body).at("remote").as_string()};
}

TEST(Forwarded, IsBelievedOfATrustedProxy) {
    auto door = test::test_door();
    door.is_proxy = is_ours;
    door.allowed_hosts = {"waits.example.org"};
    test_server server{door};
    http_client client{server.port()};
    const auto reply = client.get("/seen/a/by/b", "X-Forwarded-Host: waits.example.org\r\nX-Forwarded-Proto: https\r\n"
                                                  "X-Forwarded-For: 192.0.2.7\r\n");
    ASSERT_EQ(reply.status, 200U) << reply.body;
    EXPECT_EQ(boost::json::parse(reply.body).at("remote"), "192.0.2.7");
    // The next one on this connection is another caller's.
    const auto next = client.get("/seen/a/by/b", "X-Forwarded-Host: waits.example.org\r\n");
    EXPECT_EQ(boost::json::parse(next.body).at("remote"), "127.0.0.1");
    EXPECT_EQ(client.get("/hello", "X-Forwarded-Host: elsewhere.example\r\n").status, 400U);
}

TEST(Forwarded, ACallerWithoutTlsIsRefusedThroughAProxy) {
    auto door = test::test_door();
    door.is_proxy = is_ours;
    test_server server{door};
    http_client client{server.port()};
    EXPECT_EQ(client.get("/hello", "X-Forwarded-Proto: http\r\n").status, 400U);
    EXPECT_TRUE(client.is_closed());
}

TEST(Forwarded, IsNotBelievedOfAnybodyElse) {
    test_server server;
    http_client client{server.port()};
    EXPECT_EQ(remote_seen(client, "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\n"), "127.0.0.1");
    const auto host =
        client.ask("GET /hello HTTP/1.1\r\nHost: elsewhere.example\r\nX-Forwarded-Host: localhost\r\n\r\n");
    EXPECT_EQ(host.status, 400U);
}

TEST(Forwarded, AProxyMayHaveMoreConnectionsThanOneCaller) {
    auto door = test::test_door();
    door.is_proxy = is_ours;
    door.at_most.connections_per_address = 1;
    test_server server{door};
    http_client one{server.port()};
    http_client two{server.port()};
    EXPECT_EQ(one.get("/hello").status, 200U);
    EXPECT_EQ(two.get("/hello").status, 200U);
}

} // namespace
} // namespace clockstart
