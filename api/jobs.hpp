#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"
#include "api/view.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace clockstart::api {

// GET /jobs: recurring work, when each ran and runs next, and what came of it. For administrators and auditors.
boost::asio::awaitable<answer> list_jobs(house& home, const call& asked);

// POST /jobs/{code}/run: now, and not only at its hour. For administrators. 202: it runs beside the answer.
boost::asio::awaitable<answer> ask_for_job(house& home, const call& asked);

// One job as it is shown, and all of them as a table.
boost::json::object show_job(const db::job_row& one, domain::instant now);
csv_table job_table(const boost::json::array& jobs);
// The job that the call's address names is to run now.
boost::asio::awaitable<domain::result<db::receipt>> run_job_now(house& home, const call& asked);

} // namespace clockstart::api
