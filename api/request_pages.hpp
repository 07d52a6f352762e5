#pragma once

#include "api/request_access.hpp"
#include "api/routes.hpp"

#include <boost/json/object.hpp>

namespace clockstart::api {

// What the page of one request needs beside its JSON.
boost::json::object request_page(const house& home, const visible_request& seen, const moment& at);

// GET /requests/new and POST /requests: the form to log a request.
boost::asio::awaitable<answer> show_request_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_request_form(house& home, const call& asked);
// GET /requests/{reference}/events/new and POST /requests/{reference}/events: the form to record what happened.
boost::asio::awaitable<answer> show_event_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_event_form(house& home, const call& asked);

} // namespace clockstart::api
