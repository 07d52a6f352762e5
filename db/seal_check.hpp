#pragma once

#include "db/ledger_check.hpp"
#include "db/stopped_early.hpp"

namespace soci {
class session;
}

namespace clockstart::db {

// Opens every sealed identity, all words and all reasons in the audit, keeps nothing of them, and adds those that do
// not open.
void check_seals(soci::session& sql, const vault& identities, std::vector<finding>& found, stop_check& looking);

} // namespace clockstart::db
