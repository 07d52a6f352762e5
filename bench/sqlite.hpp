#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace clockstart::bench {

// The raw SQLite C API, with ends that cannot be forgotten. Every failure throws. One thread.
class database {
public:
    enum class mode {
        read,  // beside the daemon: never checkpoints
        write, // a new file, set as the journal sets its own connection
    };
    database(const std::filesystem::path& file, mode how);
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database();

    void run(const std::string& sql) const;
    sqlite3* raw() const { return held_; }

private:
    sqlite3* held_{};
};

class statement {
public:
    statement(const database& on, std::string_view sql);
    statement(statement&& other) noexcept;
    statement& operator=(statement&&) = delete;
    ~statement();

    bool step(); // whether there is a row
    void reset();
    void bind(int place, std::int64_t number); // places from 1
    std::string text(int column) const;        // columns from 0
    std::int64_t number(int column) const;
    sqlite3_stmt* raw() const { return held_; }

private:
    sqlite3_stmt* held_{};
};

} // namespace clockstart::bench
