#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

// All that differs between database engines: how to connect, which settings make a commit durable, how tables are
// declared, what a failure is called. Everything else in db/ is SQL that SQLite and PostgreSQL both take.
namespace clockstart::db::dialect {

// The writer's is the only connection that writes and checkpoints (SQLite 3.40.1 lies in the range of the WAL-reset
// fault, which needs two such).
enum class role { writer, reader };

// Opens the session and makes its settings; each is read back. Throws std::runtime_error with a sentence when one does
// not hold.
void connect(soci::session& sql, const std::filesystem::path& database, role as);

// One neutral statement of a migration as this engine takes it: types, STRICT, clustered tables, and REFUSE UPDATE (or
// DELETE) ON a table whose rows are never changed.
std::string declaration(std::string_view statement);

int schema_version(soci::session& sql);
void set_schema_version(soci::session& sql, int version); // inside the migration's transaction

// Takes the write lock at once: an upgrade from reading to writing could be refused half-way.
std::string_view begin_writing();

// What the engine said last, as its own number and name; never the text, which may quote values. Ask before any
// rollback.
std::string last_failure(soci::session& sql);

} // namespace clockstart::db::dialect
