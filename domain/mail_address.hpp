#pragma once

#include <string_view>

namespace clockstart::domain {

// Whether something is an e-mail address that we can send to: ASCII, no quotes, no blanks, nothing that ends a line.
bool is_mail_address(std::string_view text);

} // namespace clockstart::domain
