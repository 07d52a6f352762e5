#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET and POST /sign-in: a token becomes a session cookie. POST /sign-out ends the session.
boost::asio::awaitable<answer> show_sign_in(house& home, const call& asked);
boost::asio::awaitable<answer> sign_in(house& home, const call& asked);
boost::asio::awaitable<answer> sign_out(house& home, const call& asked);

} // namespace clockstart::api
