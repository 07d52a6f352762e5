#pragma once

#include "api/call.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace clockstart::api {

// A number of a list, from 1 on, as it stands in an address or a cursor; nothing for any other text.
std::optional<std::int64_t> sequence_number(std::string_view text);

// Which page of a list that is given by falling numbers is asked for, by ?limit= and ?cursor=.
struct numbered_page {
    std::size_t limit{};                  // one more than asked for, to see whether there is a next page
    std::optional<std::int64_t> before{}; // go on after the one of this number
};
domain::result<numbered_page> read_page_of_numbers(const call& asked);

} // namespace clockstart::api
