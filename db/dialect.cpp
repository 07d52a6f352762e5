#include "db/dialect.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace clockstart::db::dialect {

namespace {

struct setting {
    std::string_view name;
    std::string_view value; // as set
    std::string_view reads; // as read back
};

// What both kinds of connection need (journal_mode first: it decides what the others mean).
constexpr std::array common{
    setting{"journal_mode", "WAL", "wal"}, setting{"synchronous", "FULL", "2"},
    setting{"foreign_keys", "ON", "1"},    setting{"busy_timeout", "5000", "5000"},
    setting{"trusted_schema", "OFF", "0"}, setting{"cell_size_check", "ON", "1"},
    setting{"mmap_size", "0", "0"},        setting{"journal_size_limit", "67108864", "67108864"}, // 64 MB
    setting{"secure_delete", "ON", "1"}, // what is replaced in the vault must not linger in free pages
};
constexpr std::array for_writer{
    setting{"wal_autocheckpoint", "1000", "1000"},
    setting{"cache_size", "-131072",
            "-131072"},                   // 128 MB, used only as it is needed: an import touches many index pages
    setting{"temp_store", "MEMORY", "2"}, // savepoints keep copies of pages there
};
constexpr std::array for_reader{
    setting{"wal_autocheckpoint", "0", "0"},
    setting{"cache_size", "-16384", "-16384"},
    setting{"query_only", "ON", "1"},
};

sqlite_api::sqlite3* handle(soci::session& sql) {
    return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

std::string read_back(soci::session& sql, std::string_view name) {
    std::string found;
    sql << "PRAGMA " << std::string{name}, soci::into(found);
    return found;
}

void make(soci::session& sql, const setting& one) {
    std::string ignored; // some answer with a row, some do not
    soci::indicator is_null{};
    sql << "PRAGMA " << std::string{one.name} << " = " << std::string{one.value}, soci::into(ignored, is_null);
    const auto found = read_back(sql, one.name);
    if (found != one.reads) {
        throw std::runtime_error{"SQLite setting " + std::string{one.name} + " should be " + std::string{one.reads} +
                                 " but is " + found + ": commits would not be safe, so this folder is not opened"};
    }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// Each connection belongs to one thread at a time, so SQLite need not lock it; nobody reads its memory statistics,
// which take a lock of all connections. SQLite takes this before the first connection of a process only; later it
// refuses, and stays as safe and a little slower.
void settle_threads() {
    [[maybe_unused]] static const bool asked = [] {
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }();
}

} // namespace

void connect(soci::session& sql, const std::filesystem::path& database, role as) {
    const auto name = database.string();
    if (name.find('"') != std::string::npos) {
        throw std::runtime_error{"a data folder's path must not hold a quotation mark"};
    }
    settle_threads();
    sql.open(soci::sqlite3, "dbname=\"" + name + "\"");
    for (const auto& one : common) {
        make(sql, one);
    }
    if (as == role::writer) {
        for (const auto& one : for_writer) {
            make(sql, one);
        }
    } else {
        // The last connection to close would otherwise checkpoint.
        int off = 0;
        sqlite_api::sqlite3_db_config(handle(sql), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &off);
        for (const auto& one : for_reader) {
            make(sql, one);
        }
    }
}

namespace {

// REFUSE UPDATE ON snapshot: the table's rows stay as they were written.
std::string refusal_of(std::string_view statement) {
    const auto rest = statement.substr(statement.find("REFUSE ") + 7);
    const std::string what{rest.substr(0, rest.find(' '))};
    const std::string table{rest.substr(rest.rfind(' ') + 1)};
    return "CREATE TRIGGER " + table + "_refuses_" + what + " BEFORE " + what + " ON " + table +
           " BEGIN SELECT RAISE(ABORT, '" + table + " is never changed'); END";
}

} // namespace

std::string declaration(std::string_view statement) {
    if (statement.find("REFUSE ") != std::string_view::npos) {
        return refusal_of(statement);
    }
    auto text = replaced(replaced(std::string{statement}, "BIGINT", "INTEGER"), "DOUBLE PRECISION", "REAL");
    if (text.find("CREATE TABLE") != std::string::npos) {
        // A key of several columns, or a wide one, is kept as the table itself.
        const bool clustered = text.find("PRIMARY KEY (") != std::string::npos;
        text += clustered ? " STRICT, WITHOUT ROWID" : " STRICT";
    }
    return text;
}

int schema_version(soci::session& sql) { return std::stoi(read_back(sql, "user_version")); }

void set_schema_version(soci::session& sql, int version) { sql << "PRAGMA user_version = " << version; }

std::string_view begin_writing() { return "BEGIN IMMEDIATE"; }

std::string last_failure(soci::session& sql) {
    auto* const connection = handle(sql);
    const int code = sqlite_api::sqlite3_extended_errcode(connection);
    return "SQLite " + std::to_string(code) + " (" + sqlite_api::sqlite3_errstr(code) + ")";
}

} // namespace clockstart::db::dialect
