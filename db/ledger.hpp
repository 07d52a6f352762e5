#pragma once

#include "domain/event.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// One row of the ledger as the database has it.
struct ledger_row {
    long long sequence{};
    long long request{};
    std::string type;
    int on_day{};
    long long recorded_at{};
    std::string recorded_by;
    std::string details;      // JSON
    std::string words_digest; // of the sealed words that belong to it; empty without
    std::string hash;         // over all of the above and the hash of the row before
};

// SHA-256 over the hash of the row before and every column, each with its length in front, so that no two rows read
// alike. Base64; the first row follows an empty one.
std::string ledger_hash(std::string_view previous, const ledger_row& row);
// SHA-256 of the sealed text, base64: words can be checked without the key, and erased without breaking the chain.
std::string words_digest(std::string_view sealed);

domain::event event_of(const ledger_row& row);
ledger_row row_of(const domain::event& event, long long request);

// The ledger's statements on one connection.
class ledger_table {
public:
    explicit ledger_table(soci::session& sql);
    ~ledger_table();

    void insert(const ledger_row& row);
    // The whole ledger of a request, in sequence order: one range of an index.
    std::vector<domain::event> of_request(long long request);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
