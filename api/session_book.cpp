#include "api/session_book.hpp"

#include "api/secret.hpp"

#include <algorithm>
#include <functional>

namespace clockstart::api {

namespace {

constexpr std::chrono::minutes idle_limit{30};
constexpr std::chrono::hours whole_limit{12};
constexpr std::size_t id_length = 8; // enough to tell the sessions of one person apart

} // namespace

bool session_book::is_over(const entry& held, domain::instant now) {
    const bool outlives_token = held.who.until && now >= *held.who.until;
    return outlives_token || now - held.used > idle_limit || now - held.began > whole_limit;
}

std::string session_book::begin(principal who, domain::instant now) {
    auto cookie = random_secret();
    who.csrf = random_secret();
    const std::lock_guard lock{mutex_};
    std::erase_if(entries_, [now](const auto& held) { return is_over(held.second, now); });
    end_oldest_of(who.token_id);
    entries_.emplace(secret_hash(cookie), entry{std::move(who), now, now, random_secret().substr(0, id_length)});
    return cookie;
}

void session_book::end_oldest_of(std::string_view token_id) {
    const auto is_theirs = [&](const auto& held) { return held.second.who.token_id == token_id; };
    if (std::ranges::count_if(entries_, is_theirs) < most_of_one) {
        return;
    }
    auto oldest = std::ranges::find_if(entries_, is_theirs);
    for (auto one = oldest; one != entries_.end(); ++one) {
        oldest = is_theirs(*one) && one->second.used < oldest->second.used ? one : oldest;
    }
    entries_.erase(oldest);
}

std::optional<principal> session_book::find(std::string_view cookie, domain::instant now) {
    const std::lock_guard lock{mutex_};
    const auto held = entries_.find(secret_hash(cookie));
    if (held == entries_.end()) {
        return std::nullopt;
    }
    if (is_over(held->second, now)) {
        entries_.erase(held);
        return std::nullopt;
    }
    held->second.used = now;
    return held->second.who;
}

bool session_book::holds(std::string_view cookie, domain::instant now) {
    const std::lock_guard lock{mutex_};
    const auto held = entries_.find(secret_hash(cookie));
    return held != entries_.end() && !is_over(held->second, now);
}

void session_book::end(std::string_view cookie) {
    const std::lock_guard lock{mutex_};
    entries_.erase(secret_hash(cookie));
}

void session_book::end_all_of(std::string_view token_id, std::string_view kept_cookie) {
    const auto kept = secret_hash(kept_cookie);
    const std::lock_guard lock{mutex_};
    std::erase_if(entries_,
                  [&](const auto& held) { return held.second.who.token_id == token_id && held.first != kept; });
}

std::vector<session_book::open_session> session_book::list_of(std::string_view token_id, std::string_view own_cookie,
                                                              domain::instant now) {
    const auto own = secret_hash(own_cookie);
    std::vector<open_session> found;
    const std::lock_guard lock{mutex_};
    for (const auto& [hash, held] : entries_) {
        if (held.who.token_id == token_id && !is_over(held, now)) {
            found.push_back({held.id, held.began, held.used, hash == own});
        }
    }
    std::ranges::sort(found, std::greater{}, &open_session::used);
    return found;
}

bool session_book::end_one(std::string_view token_id, std::string_view session_id) {
    const std::lock_guard lock{mutex_};
    return std::erase_if(entries_, [&](const auto& held) {
               return held.second.who.token_id == token_id && held.second.id == session_id;
           }) != 0;
}

} // namespace clockstart::api
