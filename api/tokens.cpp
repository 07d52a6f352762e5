#include "api/tokens.hpp"

#include "api/access_table.hpp"
#include "api/secret.hpp"

#include <algorithm>

namespace clockstart::api {

bool is_role(std::string_view role) {
    return std::ranges::find(access_table, role, &role_row::role) != access_table.end();
}

std::string make_token() { return "cs_" + random_secret(); }

std::optional<principal> token_book::find(const db::history& history, std::string_view token) {
    auto hash = secret_hash(token);
    const std::lock_guard lock{mutex_};
    if (const auto held = seen_.find(hash); held != seen_.end()) {
        return held->second;
    }
    const auto grant = history.find_token(hash);
    if (!grant) {
        return std::nullopt;
    }
    principal who{.name = grant->name,
                  .role = grant->role,
                  .areas = grant->areas,
                  .providers = grant->providers,
                  .token_id = grant->id};
    std::ranges::transform(grant->schools, std::back_inserter(who.schools),
                           [](std::int64_t urn) { return std::to_string(urn); });
    // Only tokens that exist are remembered, so that guesses cannot fill the memory.
    seen_.emplace(std::move(hash), who);
    return who;
}

} // namespace clockstart::api
