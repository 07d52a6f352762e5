#pragma once

#include "db/command.hpp"
#include "db/history.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// Figures as text: a number, "-" for not reported, "*" for suppressed; a list of them with commas.
std::string text_of(const domain::figure& one);
domain::figure figure_of(std::string_view text);

// In the order of organisation and line. `limit` 0: all.
std::vector<domain::published_row> load_published(soci::session& sql, const published_filter& filter,
                                                  std::size_t offset, std::size_t limit);
std::vector<std::string> load_published_periods(soci::session& sql, const std::string& series);
std::vector<published_import> load_published_imports(soci::session& sql); // the latest first

void insert_rows(soci::session& sql, const std::vector<const domain::published_row*>& rows);
void remove_rows(soci::session& sql, const std::string& series, const std::string& period);

// What an import of one period did, and the figures it replaced or removed.
void insert_import(soci::session& sql, const published_import& done,
                   const std::vector<const domain::published_row*>& before);

} // namespace clockstart::db
