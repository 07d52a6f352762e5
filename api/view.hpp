#pragma once

#include "api/answer.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace clockstart::api {

// A view as rows and columns. Cells are plain text; quoting and the guard against formulas are added on the way out.
struct csv_table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

// What a resource handler produces, once, whatever face is wanted.
struct view {
    boost::json::value json{};
    std::string template_name{};      // of web/templates, without ".mustache"; empty: no HTML face (406)
    std::string title{};              // of the page
    std::optional<csv_table> table{}; // absent: no CSV face (406)
    std::string csv_name{};           // "waits.csv"
    std::vector<header> headers{};    // ETag, Location, ...
    unsigned status = 200;
    boost::json::object page{}; // only for the HTML face: what the template needs besides the JSON (links, choices);
                                // found in the template under "page", with what faces adds there
};

} // namespace clockstart::api
