#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /accessibility and /privacy: pages of words only.
boost::asio::awaitable<answer> show_accessibility(house& home, const call& asked);
boost::asio::awaitable<answer> show_privacy(house& home, const call& asked);
// GET /api/v1/openapi.json
boost::asio::awaitable<answer> show_openapi(house& home, const call& asked);
// GET /metrics: text of Prometheus; figures of the daemon, nothing of a child.
boost::asio::awaitable<answer> show_metrics(house& home, const call& asked);

} // namespace clockstart::api
