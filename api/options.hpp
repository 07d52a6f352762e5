#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace clockstart::api {

// One choice of a select or of radios.
inline boost::json::object option(std::string_view value, std::string_view text, std::string_view selected) {
    return {{"value", value}, {"text", text}, {"selected", value == selected}};
}

// "social_care" as "Social care", where a code has no better words.
inline std::string spoken(std::string_view code) {
    std::string text{code};
    std::ranges::replace(text, '_', ' ');
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

// Choices from a closed list of codes.
template <class List>
boost::json::array options_of(const List& codes, std::string_view selected) {
    boost::json::array options;
    for (const std::string_view code : codes) {
        options.push_back(option(code, spoken(code), selected));
    }
    return options;
}

} // namespace clockstart::api
