#pragma once

#include "domain/ladder.hpp"

namespace soci {
class session;
}

namespace clockstart::db {

// The ladders of single services and areas, as the database has them. An end is stored only where it was set; that one
// ends another comes of the book.
domain::ladder_book load_ladders(soci::session& sql);
// As it was set, with the instant and whose it is.
void insert_row(soci::session& sql, const domain::ladder_override& one);

} // namespace clockstart::db
