#pragma once

#include "db/dialect.hpp"

#include <filesystem>
#include <memory>

namespace clockstart::db {

// One connection to the database of a folder, with the settings of its role. One thread at a time.
class connection {
public:
    // Throws std::runtime_error with a sentence that quotes no value.
    connection(const std::filesystem::path& database, dialect::role as);
    ~connection();

    soci::session& sql() { return *sql_; }

private:
    std::unique_ptr<soci::session> sql_;
};

} // namespace clockstart::db
