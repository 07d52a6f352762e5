#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/areas, /providers, /schools, /services, /pathways, and one of each by its code (a school by its URN).
// Reference data are for everyone who is signed in, but schools: a school sees its own, others those of the areas that
// they have services in.
boost::asio::awaitable<answer> list_areas(house& home, const call& asked);
boost::asio::awaitable<answer> show_area(house& home, const call& asked);
boost::asio::awaitable<answer> list_providers(house& home, const call& asked);
boost::asio::awaitable<answer> show_provider(house& home, const call& asked);
boost::asio::awaitable<answer> list_schools(house& home, const call& asked);
boost::asio::awaitable<answer> show_school(house& home, const call& asked);
boost::asio::awaitable<answer> list_services(house& home, const call& asked);
boost::asio::awaitable<answer> show_service(house& home, const call& asked);
boost::asio::awaitable<answer> list_pathways(house& home, const call& asked);
boost::asio::awaitable<answer> show_pathway(house& home, const call& asked);

} // namespace clockstart::api
