#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

struct house;

// GET /api/v1/stream: what is recorded from now on, or after Last-Event-ID (else ?after=), as server-sent events;
// narrowed by ?pathway, area, provider, service as the worklist is. The answer goes on until one side ends it.
boost::asio::awaitable<answer> follow_events(house& home, const call& asked);

} // namespace clockstart::api
