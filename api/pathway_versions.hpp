#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/pathways/{code}/versions: all of them, the earliest first.
boost::asio::awaitable<answer> list_pathway_versions(house& home, const call& asked);
// GET /api/v1/pathways/{code}/versions/{version}
boost::asio::awaitable<answer> show_pathway_version(house& home, const call& asked);
// POST /api/v1/pathways/{code}/versions: one more, by an administrator of everything; the first one of a code that
// nobody knows makes a new pathway.
boost::asio::awaitable<answer> create_pathway_version(house& home, const call& asked);

} // namespace clockstart::api
