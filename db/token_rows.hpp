#pragma once

#include "db/command.hpp"

namespace soci {
class session;
}

namespace clockstart::db {

void insert_row(soci::session& sql, const token_grant& one, const std::string& secret_hash);
// All of them, or the one with that hash of its secret.
std::vector<token_grant> load_tokens(soci::session& sql, const std::string& secret_hash = {});

} // namespace clockstart::db
