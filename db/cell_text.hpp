#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace clockstart::db {

// What the cells of an imported file are looked at with. Pure functions.

// Without the blanks and tabs around it.
std::string_view trimmed(std::string_view text);

// Equal, small and capital letters (A to Z) alike.
bool same_name(std::string_view one, std::string_view other);

// A whole number of digits only, no sign, no separators; nothing otherwise, or when it has more than nine digits.
std::optional<std::int64_t> whole_number(std::string_view text);

// Database exports often write a date with a midnight, which is taken off; any other time of day stays, and is then no
// date.
std::string_view without_midnight(std::string_view words);

// A postcode's shape, not its existence.
bool looks_like_postcode(std::string_view words);

// Printable ASCII only.
bool is_plain(std::string_view bytes);

// What is wrong with the characters of a cell (not UTF-8, a control character other than line breaks and tabs), or
// nullptr.
const char* character_fault(std::string_view cell);

} // namespace clockstart::db
