#pragma once

#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace clockstart::api {

// Gives the text of a partial by its name, or nothing.
using partial_finder = std::function<std::optional<std::string_view>(std::string_view name)>;

// A mustache template with its partials written in, parsed once. Everything poured is HTML-escaped. null, false, ""
// and an empty list are false; 0 is true; decimals are shown with one decimal. Not for several threads at once.
class page_template {
public:
    // Throws std::runtime_error when the template or a partial is missing or broken.
    page_template(std::string_view text, const partial_finder& find_partial);
    ~page_template();

    std::string pour(const boost::json::value& value);

private:
    struct parsed;
    std::unique_ptr<parsed> parsed_;
};

// The embedded template of this name, parsed on first use by each thread. Throws when it is missing or broken.
page_template& embedded_template(std::string_view name);

// Is there a template of this name?
bool has_template(std::string_view name);

} // namespace clockstart::api
