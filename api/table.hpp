#pragma once

#include "api/view.hpp"

#include <boost/json/array.hpp>

#include <initializer_list>
#include <span>
#include <string_view>

namespace clockstart::api {

// The CSV of a list of objects: one row each, these members as columns. A column "completed.count" is the member of a
// member and is headed completed_count. What is null or missing is an empty cell; decimals have one decimal.
csv_table table_of(const boost::json::array& items, std::span<const std::string_view> columns);
inline csv_table table_of(const boost::json::array& items, std::initializer_list<std::string_view> columns) {
    return table_of(items, std::span{columns.begin(), columns.size()});
}

// One cell.
std::string cell_of(const boost::json::value& value);

} // namespace clockstart::api
