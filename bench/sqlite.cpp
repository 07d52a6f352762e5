#include "bench/sqlite.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <utility>

namespace clockstart::bench {

namespace {

void check(int code, sqlite3* on) {
    if (code != SQLITE_OK) {
        throw std::runtime_error{std::string{"SQLite: "} + sqlite3_errmsg(on)};
    }
}

} // namespace

database::database(const std::filesystem::path& file, mode how) {
    const int flags = how == mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    check(sqlite3_open_v2(file.c_str(), &held_, flags | SQLITE_OPEN_NOMUTEX, nullptr), held_);
    if (how == mode::read) {
        check(sqlite3_db_config(held_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr), held_);
        return;
    }
    // The same as db/dialect.cpp.
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete "
        "= ON;"
        "PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY");
}

database::~database() { sqlite3_close(held_); }

void database::run(const std::string& sql) const {
    check(sqlite3_exec(held_, sql.c_str(), nullptr, nullptr, nullptr), held_);
}

statement::statement(const database& on, std::string_view sql) {
    check(sqlite3_prepare_v3(on.raw(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &held_,
                             nullptr),
          on.raw());
}

statement::statement(statement&& other) noexcept : held_{std::exchange(other.held_, nullptr)} {}

statement::~statement() { sqlite3_finalize(held_); }

bool statement::step() {
    const int code = sqlite3_step(held_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        check(code, sqlite3_db_handle(held_));
    }
    return code == SQLITE_ROW;
}

void statement::reset() { sqlite3_reset(held_); }

void statement::bind(int place, std::int64_t number) {
    check(sqlite3_bind_int64(held_, place, number), sqlite3_db_handle(held_));
}

std::string statement::text(int column) const {
    const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(held_, column));
    return bytes == nullptr ? std::string{}
                            : std::string{bytes, static_cast<std::size_t>(sqlite3_column_bytes(held_, column))};
}

std::int64_t statement::number(int column) const { return sqlite3_column_int64(held_, column); }

} // namespace clockstart::bench
