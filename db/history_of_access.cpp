#include "db/history.hpp"

#include "db/read_pool.hpp"
#include "db/token_rows.hpp"
#include "db/vault.hpp"

#include <soci/soci.h>

// What history tells of those who may come in.
namespace clockstart::db {

std::vector<token_grant> history::tokens() const {
    return pool_->ask([](reader& from) { return load_tokens(from.opened.sql()); });
}

std::optional<token_grant> history::find_token(std::string_view secret_hash) const {
    if (secret_hash.empty()) {
        return std::nullopt;
    }
    const auto found =
        pool_->ask([&](reader& from) { return load_tokens(from.opened.sql(), std::string{secret_hash}); });
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

std::vector<account_row> history::accounts() const {
    return pool_->ask([](reader& from) { return load_accounts(from.opened.sql(), {}); });
}

std::optional<account_row> history::find_account(const account_question& question) const {
    auto found = pool_->ask([&](reader& from) { return load_accounts(from.opened.sql(), question); });
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::string history::address_of(const account_row& one) const {
    return one.sealed_address.empty() ? std::string{}
                                      : vault_.open_address(account_address_seal(one.grant.id), one.sealed_address);
}

std::string history::seed_of(const account_row& one) const {
    return one.sealed_seed.empty() ? std::string{}
                                   : vault_.open_address(account_seed_seal(one.grant.id), one.sealed_seed);
}

} // namespace clockstart::db
