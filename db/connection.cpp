#include "db/connection.hpp"

#include <soci/soci.h>

#include <stdexcept>

namespace clockstart::db {

connection::connection(const std::filesystem::path& database, dialect::role as)
    : sql_{std::make_unique<soci::session>()} {
    try {
        dialect::connect(*sql_, database, as);
    } catch (const soci::soci_error&) {
        throw std::runtime_error{"the database " + database.string() + " cannot be opened"};
    }
}

connection::~connection() = default;

} // namespace clockstart::db
