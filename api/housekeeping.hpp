#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /assets/{file}: styles and icons embedded in the program. The ETag is a hash of the content.
boost::asio::awaitable<answer> get_asset(house&, const call& asked);

// GET /problems/{type} and /problems: what a kind of problem means, and how to mend it.
boost::asio::awaitable<answer> get_problem_kind(house&, const call& asked);
boost::asio::awaitable<answer> list_problem_kinds(house&, const call& asked);

// GET /healthz: the process answers. GET /readyz: it may be used (200) or not (503), as the door says.
boost::asio::awaitable<answer> get_health(house&, const call& asked);
boost::asio::awaitable<answer> get_readiness(house&, const call& asked);

} // namespace clockstart::api
