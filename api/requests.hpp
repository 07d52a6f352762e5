#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// POST /api/v1/requests
boost::asio::awaitable<answer> create_request(house& home, const call& asked);
// GET /api/v1/requests/{reference} and the page /requests/{reference}
boost::asio::awaitable<answer> show_one_request(house& home, const call& asked);
// GET /api/v1/requests/{reference}/clocks/{target}/explanation
boost::asio::awaitable<answer> explain_clock(house& home, const call& asked);
// POST and GET /api/v1/requests/{reference}/events
boost::asio::awaitable<answer> record_event(house& home, const call& asked);
boost::asio::awaitable<answer> list_events(house& home, const call& asked);

} // namespace clockstart::api
