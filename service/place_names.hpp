#pragma once

#include "db/live_board.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clockstart::service {

// The name of a code of the reference data, for pages. Kinds: pathway, area, provider, service, commissioner, school.
// Any thread.
std::optional<std::string> name_of_place(const db::live_board& board, std::string_view kind, std::string_view code);

} // namespace clockstart::service
