#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::api {

// Percent-decodes once. Nothing when an escape is broken or the result holds a NUL or another control character
// (line breaks and tabs are let through where `text` is true: the fields of a form may hold them) or is not UTF-8.
std::optional<std::string> percent_decode(std::string_view encoded, bool plus_is_space, bool text = false);

// "a=1&b=2" as decoded pairs. Nothing when an escape is broken, a name is empty or a name is repeated.
std::optional<std::vector<std::pair<std::string, std::string>>> decode_pairs(std::string_view encoded,
                                                                             bool text = false);

// Is this well-formed UTF-8 (no surrogates, no overlong forms)?
bool is_utf8(std::string_view bytes);

} // namespace clockstart::api
