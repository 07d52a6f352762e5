#pragma once

#include "api/call.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace clockstart::api {

// The value of a query parameter, "" when it was not sent. The forms of the pages send all their fields, so an empty
// one counts as not given.
std::string_view given(const call& asked, std::string_view name);

// ?limit=, 1 to 500. Without it 50, and 500 in CSV: a file is taken away, not turned page by page.
domain::result<std::size_t> limit_of(const call& asked);

// A parameter whose value is none of a closed list: invalid, naming what is allowed.
domain::refusal not_one_of(std::string_view name, std::span<const std::string_view> allowed);

// The same call without one parameter: how a page is shown again when that one was wrong.
call without(const call& asked, std::string_view name);

// What a filter form needs to show a parameter again: {value, error}, and the summary at the top, {items: [{href,
// text}]}.
boost::json::object form_field(std::string_view value, std::string_view error);
boost::json::value error_summary(std::string_view name, std::string_view label, std::string_view error);

// The first fault at "?name", or "" when the refusal is about something else.
std::string fault_of(const domain::refusal& reason, std::string_view name);

} // namespace clockstart::api
