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

struct house;

// Who somebody is by a grant.
principal principal_of(const db::token_grant& grant);

// Who a bearer token says it is. Remembers tokens that were found, so that a request costs no look-up on the disk. Any
// thread.
class token_book {
public:
    std::optional<principal> find(const db::history& history, std::string_view token, domain::instant now);
    // Whether it was not shown on that day before, as far as this book knows; from now on it was.
    bool is_first_use(const std::string& token_id, domain::civil_date on);
    // What was ended is looked up again.
    void forget(std::string_view token_id);

private:
    std::mutex mutex_;
    std::unordered_map<std::string, principal> seen_;                 // under mutex_; by hash
    std::unordered_map<std::string, domain::civil_date> last_use_on_; // under mutex_; by the token's id
};

// Who shows that token now.
std::optional<principal> know_token(house& home, std::string_view token);

} // namespace clockstart::api
