#pragma once

#include "domain/ladder.hpp"

namespace soci {
class session;
}

namespace clockstart::db {

// The ladders of single services and areas, as the database has them.
domain::ladder_book load_ladders(soci::session& sql);
void insert_row(soci::session& sql, const domain::ladder_override& one);

} // namespace clockstart::db
