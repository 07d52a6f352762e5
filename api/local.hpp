#pragma once

#include "api/house.hpp"
#include "api/routes.hpp"

#include <atomic>
#include <cstddef>
#include <span>
#include <vector>

namespace clockstart::db {
class data_folder;
}

namespace clockstart::api {

// How far the import that runs now has come. Written by the writer's thread, read on the loop.
struct import_progress {
    std::atomic<bool> running{false};
    std::atomic<std::size_t> rows{0};
};

// The house as the data folder's own socket sees it: what commands on the folder need besides.
struct local_house : house {
    const db::data_folder& folder;
    import_progress importing{};
};

// Routes under /local/v1, for commands on the folder itself. Their handlers take the house for a local_house: a
// listener with these routes must have one, and must listen on the folder's socket only. Everybody but the folder's
// owner is answered 404.
std::span<const route> local_routes();

// What is served on the folder's socket: the routes of everybody, then local_routes().
std::vector<route> socket_route_table();

// The handlers.
boost::asio::awaitable<answer> create_published_import(house& home, const call& asked);
boost::asio::awaitable<answer> create_request_import(house& home, const call& asked);
boost::asio::awaitable<answer> create_calendar_import(house& home, const call& asked);
boost::asio::awaitable<answer> get_import_progress(house& home, const call& asked);
boost::asio::awaitable<answer> create_backup(house& home, const call& asked);
boost::asio::awaitable<answer> create_verification(house& home, const call& asked);

} // namespace clockstart::api
