#pragma once

#include <optional>
#include <string_view>

namespace clockstart::db::embedded {

// A file built into the program, by its path in this folder ("migrations/0001_first.sql").
std::optional<std::string_view> file(std::string_view name);

} // namespace clockstart::db::embedded
