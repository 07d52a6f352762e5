#pragma once

#include <optional>
#include <string_view>

namespace clockstart::domain {

// A data file built into the program, by its path in this folder ("pathways/equipment.json").
std::optional<std::string_view> file(std::string_view name);

} // namespace clockstart::domain
