#pragma once

#include "domain/time.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace clockstart::api {

// What is not there is null in every answer, and never "" or 0.
inline boost::json::value text_or_null(std::string_view text) {
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}
inline boost::json::value instant_or_null(const std::optional<domain::instant>& at) {
    return at ? boost::json::value(domain::format_instant(*at)) : boost::json::value(nullptr);
}
inline boost::json::value date_or_null(const std::optional<domain::civil_date>& on) {
    return on ? boost::json::value(domain::format_date(*on)) : boost::json::value(nullptr);
}

} // namespace clockstart::api
