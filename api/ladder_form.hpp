#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /ladders/new: the form for one more ladder, for administrators of everything.
boost::asio::awaitable<answer> show_ladder_form(house& home, const call& asked);
// POST /ladders from it: 303 to the list, or 422 with the form and what is wrong.
boost::asio::awaitable<answer> take_ladder_form(house& home, const call& asked);

} // namespace clockstart::api
