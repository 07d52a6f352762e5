#include "bench/raw_rows.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace clockstart::bench {

namespace {

// The tables that one create touches, in the order in which the journal writes them; each query gives the request
// first.
struct written_table {
    std::string_view name, rows;
};
constexpr std::array<written_table, 7> tables{{
    {"child", "SELECT MIN(r.number) AS request, c.* FROM request r JOIN child c ON c.number = r.child "
              "WHERE r.number > ?1 AND r.number <= ?2 GROUP BY c.number ORDER BY 1"},
    {"request", "SELECT number AS request, * FROM request WHERE number > ?1 AND number <= ?2 ORDER BY 1"},
    {"words", "SELECT e.request, w.* FROM event e JOIN words w ON w.sequence = e.sequence "
              "WHERE e.request > ?1 AND e.request <= ?2 ORDER BY w.sequence"},
    {"event", "SELECT request, * FROM event WHERE request > ?1 AND request <= ?2 ORDER BY sequence"},
    {"step", "SELECT request, * FROM step WHERE request > ?1 AND request <= ?2"},
    {"clock", "SELECT request, * FROM clock WHERE request > ?1 AND request <= ?2"},
    {"idempotency", "SELECT request, * FROM idempotency WHERE request > ?1 AND request <= ?2"},
}};

std::string insert_into(std::string_view table, std::size_t columns) {
    std::string sql = "INSERT INTO " + std::string{table} + " VALUES (?";
    for (std::size_t column = 1; column < columns; ++column) {
        sql += ",?";
    }
    return sql + ")";
}

} // namespace

raw_rows::raw_rows(const std::filesystem::path& folder, std::int64_t after, std::int64_t last)
    : by_request_(static_cast<std::size_t>(last - after)) {
    const database held{folder / "clockstart.db", database::mode::read};
    statement schema{held,
                     "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"};
    while (schema.step()) {
        schema_.push_back(schema.text(0));
    }
    for (std::size_t table = 0; table < tables.size(); ++table) {
        read(held, table, after, last);
    }
}

void raw_rows::read(const database& from, std::size_t table, std::int64_t after, std::int64_t last) {
    statement each{from, tables.at(table).rows};
    each.bind(1, after);
    each.bind(2, last);
    const int columns = sqlite3_column_count(each.raw());
    columns_.push_back(static_cast<std::size_t>(columns - 1));
    while (each.step()) {
        auto& held = by_request_.at(static_cast<std::size_t>(each.number(0) - after - 1)).emplace_back();
        held.table = table;
        for (int column = 1; column < columns; ++column) {
            switch (sqlite3_column_type(each.raw(), column)) {
            case SQLITE_INTEGER:
                held.cells.emplace_back(each.number(column));
                break;
            case SQLITE_NULL:
                held.cells.emplace_back();
                break;
            default:
                held.cells.emplace_back(each.text(column));
            }
        }
    }
}

std::size_t raw_rows::rows() const {
    std::size_t count = 0;
    for (const auto& one : by_request_) {
        count += one.size();
    }
    return count;
}

double raw_rows::write(const std::filesystem::path& file, std::size_t batch) const {
    const auto remove = [&file] {
        for (const auto* ending : {"", "-wal", "-shm"}) {
            std::filesystem::remove(file.string() + ending);
        }
    };
    remove();
    double seconds = 0;
    {
        const database into{file, database::mode::write};
        for (const auto& one : schema_) {
            into.run(one);
        }
        into.run("INSERT INTO journal_head VALUES (1, 0, 0, '', 0, 0)");
        std::vector<statement> inserts;
        for (std::size_t table = 0; table < tables.size(); ++table) {
            inserts.emplace_back(into, insert_into(tables.at(table).name, columns_[table]));
        }
        statement begin{into, "BEGIN IMMEDIATE"};
        statement commit{into, "COMMIT"};
        // The journal says with each transaction where it stands.
        statement head{into, "UPDATE journal_head SET sequence = ?1, recorded_at = ?1, hash = "
                             "'0123456789012345678901234567890123456789012', "
                             "requests = ?1, children = ?1 WHERE place = 1"};
        const auto run = [](statement& one) {
            one.step();
            one.reset();
        };
        const auto since = std::chrono::steady_clock::now();
        for (std::size_t first = 0; first < by_request_.size(); first += batch) {
            run(begin);
            const auto end = std::min(first + batch, by_request_.size());
            for (auto request = first; request < end; ++request) {
                for (const auto& one : by_request_[request]) {
                    auto& insert = inserts[one.table];
                    int place = 0;
                    for (const auto& value : one.cells) {
                        ++place;
                        if (const auto* const number = std::get_if<std::int64_t>(&value)) {
                            sqlite3_bind_int64(insert.raw(), place, *number);
                        } else if (const auto* const text = std::get_if<std::string>(&value)) {
                            sqlite3_bind_text(insert.raw(), place, text->data(), static_cast<int>(text->size()),
                                              SQLITE_STATIC);
                        } else {
                            sqlite3_bind_null(insert.raw(), place);
                        }
                    }
                    run(insert);
                }
            }
            head.bind(1, static_cast<std::int64_t>(end));
            run(head);
            run(commit);
        }
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
    }
    remove();
    return seconds;
}

} // namespace clockstart::bench
