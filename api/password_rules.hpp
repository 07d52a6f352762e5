#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace clockstart::api {

inline constexpr std::size_t least_password = 12; // characters
inline constexpr std::size_t most_password = 128;

// Why somebody should choose another password; nothing where it will do. Length counts, not kinds of characters (OWASP
// ASVS 5.0, 6.2): 12 to 128 characters of any kind, not one of the common ones (common_passwords.txt, looked up without
// case, usual swaps of letters and what hangs on at the end), not made of few characters, and not of the words that
// anybody would try for this person (`own_words`: name, address) or this service.
std::optional<std::string> fault_of_password(std::string_view password,
                                             std::initializer_list<std::string_view> own_words);

} // namespace clockstart::api
