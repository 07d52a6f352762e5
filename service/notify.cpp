#include "service/notify.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>

#include <cstdlib>
#include <string>

namespace clockstart::service {

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

} // namespace clockstart::service
