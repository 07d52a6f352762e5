#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// POST /services/{code}/checked: its details were found right, today or `on`. For provider managers and administrators
// within reach. Answers the service.
boost::asio::awaitable<answer> record_service_check(house& home, const call& asked);

// Who may record that.
bool checks_services(const principal& who);

} // namespace clockstart::api
