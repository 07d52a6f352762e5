#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/published and the page /published: what others published, with statistics worked out from the bands.
boost::asio::awaitable<answer> show_published(house& home, const call& asked);

// GET /api/v1/published/imports: who brought which month in, when, from which file, and what it changed; the latest
// first.
boost::asio::awaitable<answer> list_published_imports(house& home, const call& asked);

} // namespace clockstart::api
