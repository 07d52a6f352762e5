#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /breaches: targets that passed from one day to another, each at its true instant, with the instant at which it
// was noticed. Those that a correction has undone since are left out. For roles that see figures.
boost::asio::awaitable<answer> list_breaches(house& home, const call& asked);

} // namespace clockstart::api
