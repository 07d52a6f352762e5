#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /snapshots: the months whose figures are kept as they were known at their end. For roles that see figures.
boost::asio::awaitable<answer> list_snapshots(house& home, const call& asked);

// GET /snapshots/{month}: the figures of one. Who does not see all services is shown the lines that are about services
// within reach alone.
boost::asio::awaitable<answer> show_snapshot(house& home, const call& asked);

} // namespace clockstart::api
