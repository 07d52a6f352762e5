#pragma once

#include "db/job_commands.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// A kept month. It cannot be changed or deleted: the database itself refuses that.
struct snapshot_entry {
    int month{}; // yyyymm
    std::string kind;
    std::string digest; // SHA-256 of the document's bytes, hex
    domain::instant known_at{}, made_at{};
};
struct snapshot {
    snapshot_entry entry;
    std::string document; // JSON, as it was written
};

std::string snapshot_digest(std::string_view document);

// False when that month is kept already: the first one stays.
bool insert_snapshot(soci::session& sql, const keep_snapshot& what, domain::instant made_at);
// The latest month first.
std::vector<snapshot_entry> load_snapshots(soci::session& sql);
std::optional<snapshot> find_snapshot(soci::session& sql, int month, const std::string& kind);

} // namespace clockstart::db
