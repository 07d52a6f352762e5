#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clockstart::api {

// Gives the name of a code of the reference data; kinds: pathway, area, provider, service, commissioner, school.
using name_finder = std::function<std::optional<std::string>(std::string_view kind, std::string_view code)>;

// Adds, at every depth of a view, the members that pages need beside the codes, dates and figures ("K_text", "K_is",
// "K_name", ...), as web/README.md promises the templates. JSON and CSV never see them.
boost::json::value add_words(const boost::json::value& value, const name_finder& find_name);

// 12345 as "12,345".
std::string with_commas(std::int64_t number);

// One decimal, as everywhere: 71.25 as "71.3".
std::string with_one_decimal(double number);

} // namespace clockstart::api
