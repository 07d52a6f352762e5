#include "tests/service/program.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>

#include <sys/socket.h>
#include <sys/time.h>

namespace clockstart::service {
namespace {

// What systemd is told, in its place: a real datagram socket that the environment names.
class systemd_stub {
public:
    explicit systemd_stub(const std::filesystem::path& path)
        : socket_{loop_, boost::asio::local::datagram_protocol::endpoint{path.string()}} {
        const timeval limit{20, 0};
        ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1); // NOLINT(concurrency-mt-unsafe): before anything is started
        ::setenv("WATCHDOG_USEC", "100000", 1);     // NOLINT(concurrency-mt-unsafe): as above
    }
    ~systemd_stub() {
        ::unsetenv("NOTIFY_SOCKET"); // NOLINT(concurrency-mt-unsafe): after everything has ended
        ::unsetenv("WATCHDOG_USEC"); // NOLINT(concurrency-mt-unsafe): as above
    }
    systemd_stub(const systemd_stub&) = delete;
    systemd_stub& operator=(const systemd_stub&) = delete;

    // The next that it is told; empty when it is told nothing for twenty seconds.
    std::string next() {
        std::array<char, 256> block{};
        const auto count = ::recv(socket_.native_handle(), block.data(), block.size(), 0);
        return {block.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    }
    bool hears(const std::string& wanted) {
        auto told = next();
        while (!told.empty() && told != wanted) {
            told = next();
        }
        return told == wanted;
    }

private:
    boost::asio::io_context loop_;
    boost::asio::local::datagram_protocol::socket socket_;
};

TEST(Watchdog, IsFedByPassesThoughNothingIsDue) {
    const test::demo_folder demo;
    systemd_stub systemd{demo.beside("notify")};
    test::served_folder daemon{demo.path()};
    EXPECT_TRUE(systemd.hears("READY=1"));
    for (int pass = 0; pass < 5; ++pass) { // in less than the 30 s that the alarm sleeps without a watchdog
        EXPECT_TRUE(systemd.hears("WATCHDOG=1")) << pass;
    }
    EXPECT_EQ(daemon.get("", "/readyz").status, 200U);
    const auto figures = daemon.get(demo.token(), "/metrics").body;
    EXPECT_NE(figures.find("\nclockstart_alarm_last_pass_timestamp_seconds "), std::string::npos) << figures;
    EXPECT_NE(figures.find("\nclockstart_steps_recorded_total 0"), std::string::npos) << figures;
    EXPECT_NE(figures.find("\nclockstart_steps_skipped_total 0"), std::string::npos) << figures;
    EXPECT_NE(figures.find("\nclockstart_jobs_lag_seconds "), std::string::npos) << figures;
    EXPECT_EQ(daemon.stop(), 0);
    EXPECT_TRUE(systemd.hears("STOPPING=1"));
}

} // namespace
} // namespace clockstart::service
