#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET and PUT /inbox/settings: {address, pace, nag}, how the caller wants to be told. Everybody's own.
boost::asio::awaitable<answer> show_inbox_settings(house& home, const call& asked);
boost::asio::awaitable<answer> set_inbox_settings(house& home, const call& asked);

// POST /inbox/settings from the page: the same; 303 back to it, or 422 with the page and what is wrong.
boost::asio::awaitable<answer> take_settings_form(house& home, const call& asked);

} // namespace clockstart::api
