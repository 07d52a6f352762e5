#pragma once

#include "db/ledger_check.hpp"
#include "db/stopped_early.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// Proves the audit, first to last: every hash follows from the entry and the one before it; the last entry is the one
// that its head names; each event that an entry names has that hash; reasons fit their digests; an entry is found by
// each request that it is about; each head that was signed fits its key, and the audit and the ledger still hold what
// it names. Adds what is wrong, with the first bad entry named first.
void check_audit(soci::session& sql, std::vector<finding>& found, stop_check& looking);

// The same of heads that were kept elsewhere, where nobody who could write to the data folder could change them: that
// the end was cut off, that all was written anew with sound hashes, or that an older copy was put back shows only here.
std::vector<finding> check_heads(const std::filesystem::path& database, const std::filesystem::path& heads_file);

// How far the audit is proved by itself.
struct audit_standing {
    std::int64_t entries{};
    std::int64_t signed_to{}; // the last entry that a signed head covers
    std::string signed_at;    // when that was; empty: never
    std::string key_id;       // and with which key
};
audit_standing audit_standing_of(const std::filesystem::path& database);

} // namespace clockstart::db
