#pragma once

#include "db/vault.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// A child in the vault: nothing of it can be read without the master key.
struct child_row {
    long long number{};
    sealed_key key;
    std::string sealed_identity;
    std::string nhs_hash; // empty: has no NHS number
    std::string name_hash;
};

// The vault's tables, on one connection.
class child_table {
public:
    explicit child_table(soci::session& sql);
    ~child_table();

    // False when a child with this NHS number is there.
    bool insert(const child_row& row);
    std::optional<child_row> find(long long number);
    std::optional<child_row> find_by_nhs_hash(std::string_view nhs_hash);
    // Keeps what was held before.
    void replace_identity(const child_row& before, const child_row& now, long long replaced_at);

    void insert_words(long long sequence, const std::string& sealed);
    struct sealed_words {
        long long sequence{};
        std::string text;
    };
    // All of a request, in sequence order.
    std::vector<sealed_words> words_of(long long request);

private:
    struct statements;
    std::unique_ptr<statements> statements_;
};

} // namespace clockstart::db
