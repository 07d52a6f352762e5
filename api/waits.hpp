#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/waits and the page /waits: who waits at the end of a day, and what happened over some time. Figures, no
// names.
boost::asio::awaitable<answer> show_waits(house& home, const call& asked);

} // namespace clockstart::api
