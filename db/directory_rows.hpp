#pragma once

#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <cstddef>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// Reference data as the database has them, in the order they came.
domain::directory load_directory(soci::session& sql);
std::vector<domain::pathway> load_pathways(soci::session& sql); // those added as data
// The built-in ones and those added.
domain::pathway_book load_pathway_book(soci::session& sql);

// Adds, or replaces by code; `place` only counts for what is new.
void put_row(soci::session& sql, const domain::area& one, std::size_t place);
void put_row(soci::session& sql, const domain::provider& one, std::size_t place);
void put_row(soci::session& sql, const domain::school& one, std::size_t place);
void put_row(soci::session& sql, const domain::service& one, std::size_t place);
void put_row(soci::session& sql, const domain::pathway& one, std::size_t place);

} // namespace clockstart::db
