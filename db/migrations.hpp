#pragma once

namespace soci {
class session;
}

namespace clockstart::db {

// The schema this program knows.
int known_schema();

// Brings the database to known_schema(), forward only, each step in one transaction. Throws std::runtime_error with a
// sentence when the database is newer than this program: going back means restoring a backup.
void migrate(soci::session& sql);

} // namespace clockstart::db
