#pragma once

#include "db/audit_commands.hpp"
#include "db/audit_table.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// What is asked of the audit; empty: anything.
struct audit_question {
    std::optional<domain::instant> from, to; // recorded then or later; before then
    std::string who, what, outcome;
    std::vector<std::uint32_t> requests; // about any of these
    std::int64_t before{std::numeric_limits<std::int64_t>::max()};
    std::size_t limit{100};
};
struct audit_entry {
    audit_row row;
    std::vector<std::string> references; // of the requests that it is about
    std::string sealed_why;              // empty without, or when it was forgotten
};

// The newest first.
std::vector<audit_entry> load_audit(soci::session& sql, const audit_question& question);

// Where audit and ledger stand; to be signed.
signed_head load_heads(soci::session& sql);
void insert_head(soci::session& sql, const signed_head& head);
// All that was signed, the oldest first; and what was signed last.
std::vector<signed_head> load_signed_heads(soci::session& sql);
std::optional<signed_head> load_last_signed(soci::session& sql);

// What the words of an entry are bound to (vault::seal).
std::string audit_words_context(std::int64_t number);

} // namespace clockstart::db
