#pragma once

#include "domain/published.hpp"

#include "db/csv_reader.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

// One layout of published files: how it is known by its header, and how its rows are read. Faults go to the CSV reader,
// and the rows do not count then.
struct published_layout {
    std::string series;
    std::string name; // for people
    bool needs_period{false};
    std::vector<domain::published_row> rows;
    std::vector<std::string> notes;
    std::vector<std::size_t> row_lines; // where each row stands
};

// Nothing when the header is of another layout. `period` is empty when the layout holds its own.
std::optional<published_layout> read_rtt_by_ccg(csv_reader& file, const std::string& period);
std::optional<published_layout> read_chs_tidy(csv_reader& file);

// Whether all these columns are there.
bool has_columns(const csv_reader& file, std::initializer_list<std::string_view> names);

// Empty or "-": not reported. "*": suppressed. Otherwise a whole number, or a fault.
domain::figure read_figure(csv_reader& file, const csv_row& row, std::size_t column);
// A cell that must not be empty, or a fault.
std::string read_name(csv_reader& file, const csv_row& row, std::size_t column);
// The sum, or nothing where one is not reported.
std::optional<std::int64_t> sum_of(const std::vector<domain::figure>& figures,
                                   std::size_t first = static_cast<std::size_t>(-1));
bool is_period(std::string_view text); // "2015-01"

} // namespace clockstart::db
