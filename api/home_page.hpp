#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /: who waits for what today. A role that sees no figures goes on to its requests, and who is not
// signed in to the sign-in page.
boost::asio::awaitable<answer> show_home(house& home, const call& asked);

} // namespace clockstart::api
