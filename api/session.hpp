#pragma once

#include "api/allowance.hpp"
#include "api/door.hpp"
#include "api/roster.hpp"
#include "api/routes.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <span>
#include <string>
#include <vector>

namespace clockstart::api {

// What every session of one listener shares. Outlives them all.
struct premises {
    house& home;
    door at;
    std::span<const route> routes;
    std::vector<std::string> hosts{}; // lower case, without port
    roster visits{};
    allowance turns{at.at_most.requests_per_second, at.at_most.requests_at_once};
};

// Serves one connection from its first byte to its last: one request after another, the next being looked at when the
// answer to the one before is written, under TLS where the door has a certificate. Runs on the loop; ends by itself,
// and earlier when the roster interrupts it. Throws nothing: what a handler throws is logged once and answered 500.
boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, premises& here, std::string remote);
boost::asio::awaitable<void> serve(boost::asio::local::stream_protocol::socket socket, premises& here);

} // namespace clockstart::api
