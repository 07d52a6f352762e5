#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /jobs: recurring work, when each ran and runs next, and what came of it. For administrators and auditors.
boost::asio::awaitable<answer> list_jobs(house& home, const call& asked);

// POST /jobs/{code}/run: now, and not only at its hour. For administrators. 202: it runs beside the answer.
boost::asio::awaitable<answer> ask_for_job(house& home, const call& asked);

} // namespace clockstart::api
