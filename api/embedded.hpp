#pragma once

#include <optional>
#include <string_view>

namespace clockstart::api {

// A file of this room built into the program: "openapi.json".
std::optional<std::string_view> file(std::string_view name);

} // namespace clockstart::api
