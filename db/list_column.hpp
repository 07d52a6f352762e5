#pragma once

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace clockstart::db {

// A list in one column, as a JSON array.
template <class Values>
std::string list_of(const Values& values) {
    return boost::json::serialize(boost::json::array(values.begin(), values.end()));
}
// Back again; throws when it is no such list.
std::vector<std::string> texts_of(const std::string& list);
std::vector<std::int64_t> numbers_of(const std::string& list);

} // namespace clockstart::db
