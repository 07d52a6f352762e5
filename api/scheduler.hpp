#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /scheduler: whether what runs by itself runs, in three faces. For administrators and auditors. Requests that are
// set aside are told within the caller's reach.
boost::asio::awaitable<answer> show_scheduler(house& home, const call& asked);

// POST /api/v1/scheduler/release: somebody has looked at the clock, and sending goes on. For administrators; 409 when
// it is not held.
boost::asio::awaitable<answer> release_sending(house& home, const call& asked);

// The buttons of the page: the same, and a job that is to run now. 303 back to it.
boost::asio::awaitable<answer> take_release_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_job_form(house& home, const call& asked);

} // namespace clockstart::api
