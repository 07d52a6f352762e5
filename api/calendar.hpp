#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/calendar: the bank holidays that targets in working days are counted by.
boost::asio::awaitable<answer> show_calendar(house& home, const call& asked);
// POST /api/v1/calendar/holidays: one more, by an administrator of everything.
boost::asio::awaitable<answer> add_holiday(house& home, const call& asked);

} // namespace clockstart::api
