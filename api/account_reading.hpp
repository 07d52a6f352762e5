#pragma once

#include "api/house.hpp"

#include "db/account_rows.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace clockstart::api {

// Accounts, read on the readers' threads.
boost::asio::awaitable<std::optional<db::account_row>> find_account(const house& home, std::string id);
boost::asio::awaitable<std::optional<db::account_row>> find_account_by_address(const house& home, std::string hash);
boost::asio::awaitable<std::optional<db::account_row>> find_account_by_link(const house& home, std::string hash);
boost::asio::awaitable<std::vector<db::account_row>> all_accounts(const house& home);

} // namespace clockstart::api
