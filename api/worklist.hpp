#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/requests and the page /requests: the requests within reach, each once, judged by its headline clock
// today.
boost::asio::awaitable<answer> list_requests(house& home, const call& asked);

} // namespace clockstart::api
