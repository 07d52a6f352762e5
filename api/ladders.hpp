#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/ladders?pathway=&area=&service=: those of single services and areas, page by page; for all who are signed
// in, as the pathways are. In CSV one row is one step.
boost::asio::awaitable<answer> list_ladders(house& home, const call& asked);
// POST /api/v1/ladders: one more, by an administrator of everything.
boost::asio::awaitable<answer> create_ladder(house& home, const call& asked);

} // namespace clockstart::api
