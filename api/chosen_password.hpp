#pragma once

#include "api/call.hpp"
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
// that could be right, or too many tries. Whoever tries is slowed down, by the browser where it is one that the account
// knows, and apart for each `purpose` ("sign_in", "reset", "account"): whoever has stolen the password does not keep
// the owner from a reset. What was wrong stands in the audit.
boost::asio::awaitable<domain::result<db::second_factor>> shown_second_factor(house& home, const call& asked,
                                                                              const db::account_row& who,
                                                                              const form_fields& form,
                                                                              std::string purpose);
// It was right, and the journal took it: what was counted is forgotten. Otherwise, that it was used before is written
// down.
void second_factor_passed(house& home, const call& asked, const db::account_row& who, const std::string& purpose);
boost::asio::awaitable<void> second_factor_failed(house& home, const call& asked, const db::account_row& who);

} // namespace clockstart::api
