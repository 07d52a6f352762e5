#include "db/migrations.hpp"

#include "db/dialect.hpp"
#include "db/embedded.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace clockstart::db {

namespace {

// In order; the place in this list is the schema's number. Nothing here is ever changed once released.
constexpr std::array<std::string_view, 11> steps{
    "migrations/0001_first.sql",    "migrations/0002_steps_by_day.sql", "migrations/0003_steps.sql",
    "migrations/0004_calendar.sql", "migrations/0005_jobs.sql",         "migrations/0006_messages.sql",
    "migrations/0007_webhooks.sql", "migrations/0008_tokens.sql",       "migrations/0009_people.sql",
    "migrations/0010_audit.sql",    "migrations/0011_status_code.sql"};

// Statements end with a semicolon at the end of a line; comments stand on lines of their own.
std::string without_comments(std::string_view text) {
    std::string kept;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        if (!line.starts_with("--")) {
            kept.append(line).push_back('\n');
        }
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return kept;
}

void run(soci::session& sql, std::string_view text) {
    for (auto end = text.find(";\n"); end != std::string_view::npos; end = text.find(";\n")) {
        sql << dialect::declaration(text.substr(0, end));
        text = text.substr(end + 2);
    }
}

} // namespace

int known_schema() { return static_cast<int>(steps.size()); }

int schema_with(std::string_view migration) {
    const auto* const place = std::ranges::find(steps, migration);
    return static_cast<int>(place - steps.begin()) + 1;
}

void migrate(soci::session& sql) {
    const int held = dialect::schema_version(sql);
    if (held > known_schema()) {
        throw std::runtime_error{"this data folder has schema " + std::to_string(held) +
                                 ", and this program knows schemas up to " + std::to_string(known_schema()) +
                                 ": use the newer program, or restore a backup made before it was upgraded"};
    }
    for (auto next = static_cast<std::size_t>(held); next < steps.size(); ++next) {
        const auto text = embedded::file(steps[next]);
        if (!text) {
            throw std::logic_error{"a migration is not built into the program"};
        }
        sql << std::string{dialect::begin_writing()};
        try {
            run(sql, without_comments(*text));
            dialect::set_schema_version(sql, static_cast<int>(next) + 1);
            sql << "COMMIT";
        } catch (const soci::soci_error&) {
            const auto why = dialect::last_failure(sql);
            sql << "ROLLBACK";
            throw std::runtime_error{"the database could not be brought to schema " + std::to_string(next + 1) + ": " +
                                     why};
        }
    }
}

} // namespace clockstart::db
