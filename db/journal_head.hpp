#pragma once

#include <string>

namespace soci {
class session;
}

namespace clockstart::db {

// Where the journal stands. The numbers given last; the next ones follow on.
struct journal_head {
    long long sequence{};
    long long recorded_at{}; // microseconds
    std::string hash;        // of the last row of the ledger
    long long requests{};
    long long children{};
    long long messages{}; // the table of messages itself says so

    bool operator==(const journal_head&) const = default;
};

journal_head load_head(soci::session& sql);
void store_head(soci::session& sql, const journal_head& head);

} // namespace clockstart::db
