#pragma once

#include "api/request_access.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::api {

// All requests of the child of one, as far as the caller reaches.
struct same_child {
    std::string reference; // the one that was asked for
    std::int64_t child{};
    std::vector<std::uint32_t> numbers;
    std::vector<std::string> references;
};
domain::result<same_child> same_child_within_reach(const house& home, const principal& who, std::string_view reference);

} // namespace clockstart::api
