#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace clockstart::api {

// Horizontal bars drawn from the very groups of a waits answer, as wait_chart.mustache wants them (web/README.md); null
// when there is no group. Bars are shares of the longest one, in percent; what is hidden has none.
boost::json::value chart_of(std::string_view title, const boost::json::array& groups);

} // namespace clockstart::api
