#pragma once

#include "api/call.hpp"
#include "domain/error.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>

namespace clockstart::api {

inline constexpr std::size_t json_depth = 32;
inline constexpr std::size_t json_nodes = 10'000; // values of any kind, keys not counted

// Reads JSON more strictly than its grammar: at most the depth and number of nodes above, no key twice in one object,
// UTF-8 only, no NUL in a string, nothing after the value. A refusal is malformed and tells the byte.
domain::result<boost::json::value> read_json(std::string_view text);

// The body of a call, which must be declared application/json and be an object.
domain::result<boost::json::object> json_body(const call& asked);
// The same, where nothing need be sent: no body is an empty object.
domain::result<boost::json::object> maybe_json_body(const call& asked);

} // namespace clockstart::api
