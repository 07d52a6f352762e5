#include "test_server.hpp"
#include "tests/support/http_client.hpp"

#include "api/door.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace clockstart {
namespace {

using test::http_client;
using test::test_door;
using test::test_server;
using namespace std::chrono_literals;

const std::string get_slow = "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::filesystem::path socket_path(const char* name) {
    return std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + name);
}

TEST(Listener, LetsRequestsInFlightFinishAndIdleConnectionsGo) {
    test_server server;
    http_client idle{server.port()};
    EXPECT_EQ(idle.get("/hello").status, 200U);
    std::vector<std::unique_ptr<http_client>> busy;
    for (int client = 0; client < 20; ++client) {
        busy.push_back(std::make_unique<http_client>(server.port()));
        busy.back()->send(get_slow);
    }
    server.wait_for_slow(20);
    auto stopped = server.stop(10s);
    EXPECT_TRUE(idle.is_closed());
    EXPECT_EQ(stopped.wait_for(0s), std::future_status::timeout);
    EXPECT_THROW(http_client{server.port()}, boost::system::system_error);
    server.open_the_gate();
    for (auto& client : busy) {
        const auto reply = client->receive();
        EXPECT_EQ(reply.status, 200U);
        EXPECT_EQ(reply.header("Connection"), "close");
        EXPECT_TRUE(client->is_closed());
    }
    stopped.get();
    EXPECT_EQ(server.connections(), 0U);
}

TEST(Listener, InsistsWhenTheTimeToStopIsOver) {
    test_server server;
    http_client client{server.port()};
    client.send(get_slow);
    server.wait_for_slow(1);
    server.stop(50ms).get();
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.connections(), 1U); // the handler itself is not torn away
    server.open_the_gate();
    server.wait_for_connections(0);
}

TEST(Listener, TurnsAwayTheOneTooMany) {
    auto door = test_door();
    door.at_most.connections_per_address = 2;
    test_server server{door};
    auto first = std::make_unique<http_client>(server.port());
    http_client second{server.port()};
    EXPECT_EQ(first->get("/hello").status, 200U);
    EXPECT_EQ(second.get("/hello").status, 200U);
    http_client third{server.port()};
    EXPECT_TRUE(third.is_closed());
    first.reset();
    server.wait_for_connections(1);
    http_client fourth{server.port()};
    EXPECT_EQ(fourth.get("/hello").status, 200U);
}

TEST(Listener, CountsAllAddressesTogether) {
    auto door = test_door();
    door.at_most.connections = 1;
    test_server server{door};
    http_client first{server.port()};
    EXPECT_EQ(first.get("/hello").status, 200U);
    http_client second{server.port()};
    EXPECT_TRUE(second.is_closed());
    EXPECT_EQ(first.get("/hello").status, 200U);
}

TEST(Listener, MakesRoomWhenDescriptorsRunOut) {
    test_server server;
    http_client idle{server.port()};
    EXPECT_EQ(idle.get("/hello").status, 200U);
    boost::asio::io_context loop;
    boost::asio::ip::tcp::socket late{loop, boost::asio::ip::tcp::v4()}; // has its descriptor before there are no more
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const int lowest = ::dup(0);
    ::close(lowest);
    rlimit tight = before;
    tight.rlim_cur = static_cast<rlim_t>(lowest);
    ::setrlimit(RLIMIT_NOFILE, &tight);
    late.connect({boost::asio::ip::address_v4::loopback(), server.port()}); // the kernel takes it, accept() cannot
    EXPECT_TRUE(idle.is_closed());
    boost::asio::write(late, boost::asio::buffer("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 40));
    std::string answer(12, ' ');
    boost::asio::read(late, boost::asio::buffer(answer));
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(answer, "HTTP/1.1 200");
}

TEST(Listener, OpensItsLocalSocketToItsOwnerOnly) {
    const auto path = socket_path("owner.sock");
    {
        test_server server;
        server.listen_local(path);
        const auto mode = std::filesystem::status(path).permissions();
        EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        http_client client{path};
        EXPECT_EQ(client.get("/private").body, R"({"name":"local","role":"administrator"})");
        EXPECT_EQ(client.get("/private", "Authorization: Bearer good-token\r\n").body,
                  R"({"name":"Token holder","role":"therapist"})");
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Listener, ReplacesADeadLocalSocketButNotALivingOne) {
    const auto path = socket_path("stale.sock");
    {
        boost::asio::io_context loop;
        boost::asio::local::stream_protocol::acceptor dead{loop, {path.string()}};
    }
    ASSERT_TRUE(std::filesystem::exists(path));
    test_server first;
    first.listen_local(path);
    test_server second;
    EXPECT_THROW(second.listen_local(path), boost::system::system_error);
    http_client client{path};
    EXPECT_EQ(client.get("/hello").status, 200U);
}

TEST(Listener, SaysWhenAnAddressIsTaken) {
    test_server server;
    boost::asio::io_context loop;
    auto* nobody = reinterpret_cast<api::house*>(&loop); // never asked for anything: nothing is accepted
    api::listener another{loop, *nobody, test_door(), {}};
    EXPECT_THROW(another.listen("127.0.0.1", server.port()), boost::system::system_error);
    EXPECT_THROW(another.listen("nonsense", 0), boost::system::system_error);
}

} // namespace
} // namespace clockstart
