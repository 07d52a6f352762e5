#pragma once

#include "api/view.hpp"
#include "api/waits_question.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

namespace clockstart::api {

// Scans the board on the readers' threads and tells the outcome as the contract has it: {as_at, target, groups} and
// from, to, group_by. Weeks and percentages have one decimal; what is not defined is null. `suppression` says what was
// kept from the reader, and each group's `hidden` which of its figures; where anything may be, `all` is one line over
// everything.
boost::asio::awaitable<boost::json::object> count_waits(const house& home, waits_asked asked);

// The same figures as rows; the bands are columns named by their labels. What is kept from the reader is *.
csv_table waits_table(const boost::json::object& counted);

} // namespace clockstart::api
