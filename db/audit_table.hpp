#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// One row of the audit as the database has it.
struct audit_row {
    long long number{};
    long long recorded_at{}; // microseconds
    std::string who, token, from_where;
    std::string what, outcome;
    std::string about;      // numbers of requests, ascending, with spaces between
    long long sequence{};   // of the last event that it made; 0: none
    std::string event_hash; // of that event
    std::string why_digest; // of the sealed reason; empty without
    std::string details;    // JSON
    std::string hash;       // over all of the above and the hash of the row before
};

// SHA-256 as of the ledger (db/ledger.hpp): over the hash of the row before and every column.
std::string audit_hash(std::string_view previous, const audit_row& row);

// Requests as the column `about` has them, and back.
std::string about_text(std::vector<std::uint32_t> requests);
std::vector<std::uint32_t> requests_about(std::string_view text);

// Where the audit stands.
struct audit_head {
    long long number{};
    std::string hash;
};
audit_head load_audit_head(soci::session& sql);

// The writer's statements.
class audit_table {
public:
    explicit audit_table(soci::session& sql);
    ~audit_table();

    // What the next entry will be called.
    long long next_number() const;
    // Gives the row its number and hash and adds it; it can be found by each of the requests.
    void insert(audit_row row, const std::vector<std::uint32_t>& requests);
    void insert_words(long long number, const std::string& sealed);
    // Before the commit of what was added.
    void store_head();

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
