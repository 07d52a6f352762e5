#pragma once

#include "api/view.hpp"

#include "db/history.hpp"
#include "domain/published.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace clockstart::api {

// One line as the contract has it. A figure that was not reported, or was hidden at source, is null, and waiting_status
// says which; the same for each band.
boost::json::object show_published_row(const domain::published_row& row);
csv_table published_table(const boost::json::array& items);

boost::json::object show_published_import(const db::published_import& one);
csv_table imports_table(const boost::json::array& items);

} // namespace clockstart::api
