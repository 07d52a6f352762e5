#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /areas/{code}: who waits for what in one area and all that lies within it, who provides it, and which bodies it
// belongs to. {area, parents, as_at, groups, providers} and the other members of a waits answer.
boost::asio::awaitable<answer> show_area_page(house& home, const call& asked);

} // namespace clockstart::api
