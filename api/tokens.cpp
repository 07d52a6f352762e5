#include "api/tokens.hpp"

#include "api/access_table.hpp"
#include "api/house.hpp"
#include "api/secret.hpp"

#include <algorithm>
#include <utility>

namespace clockstart::api {

bool is_role(std::string_view role) {
    return std::ranges::find(access_table, role, &role_row::role) != access_table.end();
}

std::string make_token() { return "cs_" + random_secret(); }

principal principal_of(const db::token_grant& grant) {
    principal who{.name = grant.name,
                  .role = grant.role,
                  .areas = grant.areas,
                  .providers = grant.providers,
                  .token_id = grant.id,
                  .until = grant.expires_at};
    std::ranges::transform(grant.schools, std::back_inserter(who.schools),
                           [](std::int64_t urn) { return std::to_string(urn); });
    return who;
}

std::optional<principal> token_book::find(const db::history& history, std::string_view token, domain::instant now) {
    auto hash = secret_hash(token);
    const std::lock_guard lock{mutex_};
    if (const auto held = seen_.find(hash); held != seen_.end()) {
        const auto& until = held->second.until;
        return until && now >= *until ? std::nullopt : std::optional{held->second};
    }
    const auto grant = history.find_token(hash);
    if (!grant || !grant->holds(now)) {
        return std::nullopt;
    }
    auto who = principal_of(*grant);
    // Only tokens that exist are remembered, so that guesses cannot fill the memory.
    seen_.emplace(std::move(hash), who);
    return who;
}

bool token_book::is_first_use(const std::string& token_id, domain::civil_date on) {
    const std::lock_guard lock{mutex_};
    const auto [held, is_new] = last_use_on_.try_emplace(token_id, on);
    return is_new || std::exchange(held->second, on) != on;
}

void token_book::forget(std::string_view token_id) {
    const std::lock_guard lock{mutex_};
    std::erase_if(seen_, [&](const auto& held) { return held.second.token_id == token_id; });
}

std::optional<principal> know_token(house& home, std::string_view token) {
    return home.tokens.find(home.history, token, home.now());
}

} // namespace clockstart::api
