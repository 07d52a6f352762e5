#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /outbox: what was handed, or is to be handed, to the mail server and to webhooks, the newest first; for
// administrators and auditors. No addresses.
boost::asio::awaitable<answer> list_outbox(house& home, const call& asked);
// POST /outbox/{number}/replay: a delivery that was given up is tried again, with the same id; for administrators.
boost::asio::awaitable<answer> replay_delivery(house& home, const call& asked);

} // namespace clockstart::api
