#pragma once

#include "api/form.hpp"
#include "api/house.hpp"

#include "db/account_rows.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace clockstart::api {

// The fields "password" and "password_again" of a form, by the rules for passwords; what is wrong is added to `found`.
void check_chosen_password(const form_fields& form, const std::string& name, const std::string& address,
                           std::vector<domain::fault>& found);

// The field "code" of a form: the second factor of that account. errc::invalid, at /code, in words for the page: none
// that could be right, or too many tries. Whoever tries is slowed down.
domain::result<db::second_factor> shown_second_factor(house& home, const db::account_row& who, const form_fields& form);

} // namespace clockstart::api
