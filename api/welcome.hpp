#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET and POST /welcome/{code}: whoever was invited chooses a password, sets up the app that gives codes, and is signed
// in; the answer shows the recovery codes, this once. Whoever was not given a name or address says it here.
boost::asio::awaitable<answer> show_welcome(house& home, const call& asked);
boost::asio::awaitable<answer> take_welcome(house& home, const call& asked);
// GET and POST /reset/{code}: another password, by whoever shows the second factor. It does not sign in.
boost::asio::awaitable<answer> show_reset(house& home, const call& asked);
boost::asio::awaitable<answer> take_reset(house& home, const call& asked);

} // namespace clockstart::api
