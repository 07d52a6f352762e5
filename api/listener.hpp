#pragma once

#include "api/door.hpp"
#include "api/routes.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace boost::asio {
class io_context;
}

namespace clockstart::api {

// Accepts connections and starts a session for each. Built, used and destroyed on the thread of one io_context; the
// house, the door and the table must outlive it. Its destruction closes whatever is still open.
class listener {
public:
    listener(boost::asio::io_context& loop, house& home, door at, std::span<const route> table = route_table());
    ~listener();
    listener(const listener&) = delete;
    listener& operator=(const listener&) = delete;

    // Starts accepting. Throws boost::system::system_error when the address is taken or not ours. Port 0 takes any
    // free one; the port is returned.
    std::uint16_t listen(const std::string& address, std::uint16_t port);

    // A UNIX socket of mode 0600; one that nobody listens on any more is replaced, a living one is an error (throws).
    // The file is removed at stop.
    void listen_local(const std::filesystem::path& path);

    // A conversation: accepts no more, lets idle connections go, gives requests in flight until the deadline, then
    // closes their sockets. Returns when all sessions have ended or the deadline has passed.
    boost::asio::awaitable<void> stop(std::chrono::milliseconds within = std::chrono::seconds{10});

    std::size_t connections() const;

private:
    struct rooms;
    std::shared_ptr<rooms> inside_;
};

} // namespace clockstart::api
