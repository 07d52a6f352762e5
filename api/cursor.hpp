#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace clockstart::api {

// A list is given page by page. The cursor of the next page holds the place of the last item shown, so that what is
// added meanwhile neither shifts nor hides anything. It is opaque, and bound to the list, its filters and its order:
// with others it is refused. It grants nothing: what a caller may see is decided anew for each page.
std::string make_cursor(const call& asked, std::string_view place);

// The place in ?cursor=, or "" at the beginning. malformed when it is no cursor of this list.
domain::result<std::string> read_cursor(const call& asked);
// The same refusal, for a place that the list itself cannot read.
domain::refusal not_a_cursor();

// This list's own address at another cursor; "": from the beginning.
std::string link_to_page(const call& asked, std::string_view cursor);

// What page_links.mustache needs. `next` is the list's own member, a cursor or null.
void add_page_links(boost::json::object& page, const call& asked, const boost::json::value& next);

// Link: <...>; rel="next", for faces that have no room for "next"; nothing on the last page.
std::vector<header> link_headers(const call& asked, const boost::json::value& next);

} // namespace clockstart::api
