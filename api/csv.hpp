#pragma once

#include "api/view.hpp"

#include <string>
#include <string_view>

namespace clockstart::api {

// RFC 4180 with every cell quoted and CRLF line ends, UTF-8. A cell that a spreadsheet would take for a formula (it
// begins with = + - @, tab or return, or their full-width forms, also behind blanks) gets a ' in front; a plain
// number such as -4.5 stays as it is, because it cannot do anything.
std::string write_csv(const csv_table& table);

// Would a spreadsheet take this cell for a formula?
bool looks_like_formula(std::string_view cell);

} // namespace clockstart::api
