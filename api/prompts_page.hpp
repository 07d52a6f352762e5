#pragma once

#include "api/call.hpp"
#include "api/viewpoint.hpp"

#include <boost/json/object.hpp>

namespace clockstart::api {

// What prompts.mustache needs beside the list: the choices of its filters, without those that leave nothing to choose,
// and whether the caller may close one.
boost::json::object prompts_page(const call& asked, const viewpoint& at, const boost::json::value& next);

} // namespace clockstart::api
