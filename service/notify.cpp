#include "service/notify.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace clockstart::service {

namespace {

std::optional<std::int64_t> number_in(const char* name) {
    const char* const text = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nothing sets it while we run
    std::int64_t number = 0;
    if (text == nullptr || std::from_chars(text, text + std::string_view{text}.size(), number).ec != std::errc{}) {
        return std::nullopt;
    }
    return number;
}

} // namespace

void notify_systemd(std::string_view state) {
    const char* const named =
        std::getenv("NOTIFY_SOCKET"); // NOLINT(concurrency-mt-unsafe): nothing sets it while we run
    if (named == nullptr || *named == '\0') {
        return;
    }
    std::string path{named};
    if (path.front() == '@') {
        path.front() = '\0'; // a name in the abstract space
    }
    boost::system::error_code ignored;
    boost::asio::io_context loop;
    boost::asio::local::datagram_protocol::socket socket{loop};
    socket.open({}, ignored);
    socket.send_to(boost::asio::buffer(state.data(), state.size()),
                   boost::asio::local::datagram_protocol::endpoint{path}, 0, ignored);
}

std::optional<std::chrono::microseconds> watchdog_interval() {
    const auto interval = number_in("WATCHDOG_USEC");
    const bool is_ours = number_in("WATCHDOG_PID").value_or(::getpid()) == ::getpid();
    return interval && *interval > 0 && is_ours ? std::optional{std::chrono::microseconds{*interval}} : std::nullopt;
}

} // namespace clockstart::service
