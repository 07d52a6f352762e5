#pragma once

#include "bench/sqlite.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace clockstart::bench {

// What the journal wrote for some requests, row by row, so that the bare C API can write the very same.
class raw_rows {
public:
    // The requests with numbers above `after` up to `last`, from the folder's database.
    raw_rows(const std::filesystem::path& folder, std::int64_t after, std::int64_t last);

    std::size_t requests() const { return by_request_.size(); }
    std::size_t rows() const;

    // Writes them into a new database (same tables and indexes, same settings, same disk when `file` is on it), `batch`
    // requests to a transaction, each transaction durable. Gives the seconds that it took, without opening. The file is
    // removed.
    double write(const std::filesystem::path& file, std::size_t batch) const;

private:
    using cell = std::variant<std::monostate, std::int64_t, std::string>;
    struct row {
        std::size_t table{};
        std::vector<cell> cells;
    };
    void read(const database& from, std::size_t table, std::int64_t after, std::int64_t last);

    std::vector<std::string> schema_;
    std::vector<std::size_t> columns_; // by table
    std::vector<std::vector<row>> by_request_;
};

} // namespace clockstart::bench
