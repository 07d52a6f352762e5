#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /inbox: what the caller was told and has not seen, the newest first; everybody's own. ?state=all: what was seen
// too.
boost::asio::awaitable<answer> list_inbox(house& home, const call& asked);
// POST /inbox/{number}/seen: the caller has seen it; with {"all_before": true} everything up to it.
boost::asio::awaitable<answer> mark_seen(house& home, const call& asked);

// POST /inbox/seen from the page: everything up to the message that it was made with; back to GET /inbox.
boost::asio::awaitable<answer> take_seen_form(house& home, const call& asked);

} // namespace clockstart::api
