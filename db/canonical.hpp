#pragma once

#include <string>
#include <string_view>

namespace clockstart::db {

// One more value of a text that is hashed or signed: with its length in front, so that no two lists of values read
// alike.
inline void add_field(std::string& canonical, std::string_view value) {
    canonical.append(std::to_string(value.size())).append(":").append(value).append(",");
}

} // namespace clockstart::db
