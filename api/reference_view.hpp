#pragma once

#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <boost/json/object.hpp>

namespace clockstart::api {

// Reference data as the API shows it.
boost::json::object show_one(const domain::area& one);
boost::json::object show_one(const domain::provider& one);
boost::json::object show_one(const domain::school& one);
boost::json::object show_one(const domain::service& one);
boost::json::object show_one(const domain::pathway* one);

} // namespace clockstart::api
