#include "api/half_signed_in.hpp"

#include "api/secret.hpp"

#include <utility>

namespace clockstart::api {

namespace {

constexpr std::chrono::minutes holds_for{5};
constexpr int most_attempts = 5;

} // namespace

std::string half_signed_in::begin(std::string account, std::string matched_hash, std::string new_hash,
                                  domain::instant now) {
    auto key = random_secret();
    const std::lock_guard lock{mutex_};
    std::erase_if(entries_, [now](const auto& held) { return now >= held.second.until; });
    entries_.emplace(secret_hash(key),
                     entry{std::move(account), std::move(matched_hash), std::move(new_hash), now + holds_for, 0});
    return key;
}

std::optional<half_signed_in::entry> half_signed_in::attempt(std::string_view key, domain::instant now) {
    const std::lock_guard lock{mutex_};
    const auto held = entries_.find(secret_hash(key));
    if (held == entries_.end() || now >= held->second.until || held->second.attempts >= most_attempts) {
        return std::nullopt;
    }
    ++held->second.attempts;
    return held->second;
}

void half_signed_in::end(std::string_view key) {
    const std::lock_guard lock{mutex_};
    entries_.erase(secret_hash(key));
}

} // namespace clockstart::api
