#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace clockstart::api {

// A number of a list, from 1 on, as it stands in an address or a cursor; nothing for any other text.
inline std::optional<std::int64_t> sequence_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number > 0 && text.size() <= 18 ? std::optional{number} : std::nullopt;
}

} // namespace clockstart::api
