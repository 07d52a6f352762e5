#include "test_server.hpp"

#include "api/certificate.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/http_client.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

namespace clockstart {
namespace {

using test::http_client;
using test::test_door;
using test::test_server;
using namespace std::chrono_literals;

// Deadlines of a few tenths of a second: what is tested is that they end the wait, not how long they are.
api::door hurried() {
    auto door = test_door();
    door.at_most.header_within = 100ms;
    door.at_most.body_within = 100ms;
    door.at_most.idle = 100ms;
    door.at_most.write_stall = 100ms;
    door.at_most.linger = 100ms;
    return door;
}

TEST(Deadline, EndsAHeaderThatDoesNotCome) {
    test_server server{hurried()};
    http_client client{server.port()};
    client.send("GET /hello HTTP/1.1\r\nHost: local");
    EXPECT_EQ(client.receive().status, 408U);
    EXPECT_TRUE(client.is_closed());
}

TEST(Deadline, EndsAConnectionThatSaysNothing) {
    test_server server{hurried()};
    http_client silent{server.port()};
    EXPECT_TRUE(silent.is_closed());
}

TEST(Deadline, EndsAHandshakeThatDoesNotCome) {
    const test::certificate shown;
    auto door = hurried();
    door.at_most.handshake_within = 100ms;
    door.at_most.header_within = 1h;
    door.shown = std::make_shared<api::certificate>(shown.file(), shown.key());
    test_server server{door};
    http_client silent{server.port()};
    EXPECT_TRUE(silent.is_closed());
    http_client half_way{server.port()};
    half_way.send("\x16\x03\x01"); // as a greeting begins
    EXPECT_TRUE(half_way.is_closed());
}

TEST(Deadline, EndsAConnectionThatHasNoMoreToAsk) {
    test_server server{hurried()};
    http_client client{server.port()};
    EXPECT_EQ(client.get("/hello").status, 200U);
    EXPECT_TRUE(client.is_closed());
}

TEST(Deadline, EndsABodyThatDoesNotCome) {
    test_server server{hurried()};
    http_client client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nonly this");
    EXPECT_EQ(client.receive().status, 408U);
    EXPECT_TRUE(client.is_closed());
}

TEST(Deadline, EndsAReaderThatDoesNotRead) {
    test_server server{hurried()};
    http_client client{server.port()};
    client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
    server.wait_for_connections(1);
    server.wait_for_connections(0);
    EXPECT_LT(client.receive_all().size(), 8U * 1024 * 1024);
}

TEST(Deadline, DoesNotHurryAHandler) {
    test_server server{hurried()};
    http_client client{server.port()};
    client.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
    server.wait_for_slow(1);
    http_client silent{server.port()}; // when this one has been ended, a deadline has passed
    EXPECT_TRUE(silent.is_closed());
    server.open_the_gate();
    EXPECT_EQ(client.receive().status, 200U);
}

} // namespace
} // namespace clockstart
