#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /webhooks: endpoints of other systems that are told of events, and how the calls to them stand; for
// administrators and auditors. Of a URL the host alone, and no secret.
boost::asio::awaitable<answer> list_webhooks(house& home, const call& asked);
// POST /api/v1/webhooks: one more, told of what is recorded from now on; for administrators. The answer alone has the
// secret that its calls are signed with.
boost::asio::awaitable<answer> create_webhook(house& home, const call& asked);
// POST /api/v1/webhooks/{id}/end: nothing more is told there; for administrators.
boost::asio::awaitable<answer> end_webhook(house& home, const call& asked);

// The forms of the page. The one that makes a webhook answers with the page, which shows the secret this once.
boost::asio::awaitable<answer> take_webhook_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_webhook_end_form(house& home, const call& asked);

} // namespace clockstart::api
