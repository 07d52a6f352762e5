#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clockstart::db {

// What the holder of a token, or the owner of an account, may do and where. A token itself is shown once and only its
// hash is kept; an account has none.
struct token_grant {
    std::string id; // short, public: for lists and logs
    std::string name;
    std::string role;
    std::vector<std::string> areas, providers;
    std::vector<std::int64_t> schools;
    domain::instant created_at{};
    std::string created_by{};
    std::optional<domain::instant> expires_at{}; // from then on it is not known any more
    std::optional<domain::instant> ended_at{};   // somebody ended it
    std::optional<domain::civil_date> last_used_on{};
    bool is_account{false};

    bool holds(domain::instant now) const { return !ended_at && (!expires_at || now < *expires_at); }
};

} // namespace clockstart::db
