#pragma once

#include "db/people_commands.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

class vault;

// What the seals of an account's address and of its seed are bound to (vault::seal_address).
inline std::string account_address_seal(const std::string& id) { return id + " sign-in"; }
inline std::string account_seed_seal(const std::string& id) { return id + " seed"; }

// The keyed hash by which an address is found; case and blanks around it do not matter.
std::string sign_in_hash(const vault& keys, std::string_view address);
// The keyed hash of a recovery code; blanks, hyphens and case do not matter.
std::string recovery_hash(const vault& keys, std::string_view account, std::string_view code);

// The account of one person.
struct account_row {
    token_grant grant;
    std::string sealed_address, password_hash, sealed_seed; // empty: not set yet
    std::int64_t last_step{};
    std::size_t recovery_codes{}; // that are left
    std::optional<link_purpose> link;
    std::optional<domain::instant> link_until;

    bool is_set_up() const { return !password_hash.empty(); }
};

// By which an account is found; exactly one member is not empty, or none: all, in the order of their making.
struct account_question {
    std::string id, address_hash, link_hash;
};
std::vector<account_row> load_accounts(soci::session& sql, const account_question& question);

} // namespace clockstart::db
