#pragma once

#include "api/routes.hpp"

#include "domain/ladder.hpp"

#include <boost/json/object.hpp>

namespace clockstart::api {

// GET /api/v1/ladders?pathway=&area=&service=: those of single services and areas, page by page; for all who are signed
// in, as the pathways are. In CSV one row is one step.
boost::asio::awaitable<answer> list_ladders(house& home, const call& asked);
// POST /api/v1/ladders: one more, by an administrator of everything.
boost::asio::awaitable<answer> create_ladder(house& home, const call& asked);

// One ladder as the body of that POST has it.
domain::result<domain::ladder_override> read_ladder_override(const boost::json::object& body);

} // namespace clockstart::api
