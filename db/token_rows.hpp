#pragma once

#include "db/command.hpp"

namespace soci {
class session;
}

namespace clockstart::db {

// In place of the hash of a secret, where an account is: nothing hashes to it.
inline std::string account_mark(const std::string& id) { return "account " + id; }

void insert_row(soci::session& sql, const token_grant& one, const std::string& secret_hash);
// All of them, those of accounts too; or the one with that hash of its secret.
std::vector<token_grant> load_tokens(soci::session& sql, const std::string& secret_hash = {});

} // namespace clockstart::db
