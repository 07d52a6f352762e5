#pragma once

#include <string_view>

namespace soci {
class session;
}

namespace clockstart::db {

// The schema this program knows.
int known_schema();
// The schema that came with this migration ("migrations/0010_audit.sql"): what is older knows nothing of it.
int schema_with(std::string_view migration);

// Brings the database to known_schema(), forward only, each step in one transaction. Throws std::runtime_error with a
// sentence when the database is newer than this program: going back means restoring a backup.
void migrate(soci::session& sql);

} // namespace clockstart::db
