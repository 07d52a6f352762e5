#pragma once

#include "api/call.hpp"
#include "api/viewpoint.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace clockstart::api {

// What ladders.mustache needs beside the list of `items`: the pathways' own ladders, those of the list in words, and
// the watches.
boost::json::object ladders_page(const call& asked, const viewpoint& at, const boost::json::array& items,
                                 const boost::json::value& next);

} // namespace clockstart::api
