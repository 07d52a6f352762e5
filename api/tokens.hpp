#pragma once

#include "api/call.hpp"

#include "db/history.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace clockstart::api {

// A new bearer token: "cs_" and 43 characters of base64url (256 random bits). Stored as api::secret_hash of it.
std::string make_token();

// The roles that exist.
bool is_role(std::string_view role);

// Who a bearer token says it is. Remembers tokens that were found, so that a request costs no look-up on the disk. Any
// thread.
class token_book {
public:
    std::optional<principal> find(const db::history& history, std::string_view token);

private:
    std::mutex mutex_;
    std::unordered_map<std::string, principal> seen_; // under mutex_; by hash
};

} // namespace clockstart::api
