#pragma once

#include "domain/error.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

// One row of a CSV file. The cells are views into the reader: good until its next call of next().
struct csv_row {
    std::size_t line{};                  // the physical line where it starts, from 1
    std::vector<std::string_view> cells; // as many as the header has; blanks around them taken off
};

// Reads comma separated values (RFC 4180: quoted cells may hold commas, doubled quotes and line breaks; LF or CRLF; a
// UTF-8 byte order mark is passed over) row by row, in constant memory. The first row is the header. Empty lines and
// rows of empty cells are passed over. A row that is not right (not UTF-8, a NUL or other control character, another
// number of cells than the header) is recorded as a fault and passed over, so that all faults of a file are found;
// where the structure itself is broken (a stray or unclosed quote, a row longer than a megabyte) reading ends there.
// One thread at a time.
class csv_reader {
public:
    // Refused when the file is not there or may not be read.
    static domain::result<csv_reader> open(const std::filesystem::path& file);
    explicit csv_reader(std::string bytes);
    csv_reader(csv_reader&&) noexcept;
    csv_reader& operator=(csv_reader&&) noexcept;
    ~csv_reader();

    const std::vector<std::string>& header() const;
    // The place of a column by its name, small or capital letters alike.
    std::optional<std::size_t> column(std::string_view name) const;
    // How to call a column in a fault, also one without a name.
    std::string column_name(std::size_t place) const;

    // False at the end. Throws when the disk fails underneath.
    bool next(csv_row& row);

    // Everything wrong so far, in the order of the file: pointer "LINE: column" or "LINE". Never quotes a cell.
    const std::vector<domain::fault>& faults() const;
    // For faults that whoever uses the rows finds in them; an empty column is the whole row.
    void fault(std::size_t line, std::string_view column, std::string detail);

private:
    struct state;
    explicit csv_reader(std::unique_ptr<state> opened);
    std::unique_ptr<state> state_;
};

} // namespace clockstart::db
