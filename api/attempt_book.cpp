#include "api/attempt_book.hpp"

#include "api/problem.hpp"

#include <algorithm>

namespace clockstart::api {

namespace {

constexpr std::chrono::hours remembered{1};
constexpr std::chrono::seconds between_sweeps{60};

} // namespace

std::string wait_first(std::chrono::seconds wait) {
    return "Too many tries. Wait " + std::to_string(wait.count()) + (wait.count() == 1 ? " second" : " seconds") +
           ", then try again";
}

std::chrono::seconds attempt_book::begin(const std::string& key, const patience& how, domain::instant now) {
    const std::lock_guard lock{mutex_};
    if (!entries_.contains(key) && !has_room(now)) {
        return between_sweeps;
    }
    auto& held = entries_[key];
    if (now - held.last > remembered) {
        held = {};
    }
    if (now < held.next) {
        return std::chrono::ceil<std::chrono::seconds>(held.next - now);
    }
    ++held.attempts;
    held.last = now;
    if (held.attempts >= how.free) {
        constexpr int most_doublings = 20;
        const std::chrono::seconds doubled{1LL << std::min(held.attempts - how.free, most_doublings)};
        held.next = now + std::min(doubled, how.longest);
    }
    return std::chrono::seconds{0};
}

answer ask_to_wait(const call& asked, std::chrono::seconds wait) {
    auto refused = problem(asked, "too-many-requests", wait_first(wait));
    refused.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return refused;
}

bool attempt_book::has_room(domain::instant now) {
    if (entries_.size() >= most_entries && now >= next_sweep_) {
        std::erase_if(entries_, [&](const auto& held) { return now - held.second.last > remembered; });
        next_sweep_ = now + between_sweeps;
    }
    return entries_.size() < most_entries;
}

void attempt_book::succeeded(const std::string& key) {
    const std::lock_guard lock{mutex_};
    entries_.erase(key);
}

void attempt_book::take_back(const std::string& key) {
    const std::lock_guard lock{mutex_};
    if (const auto held = entries_.find(key); held != entries_.end()) {
        held->second.attempts = std::max(0, held->second.attempts - 1);
        held->second.next = held->second.last;
    }
}

} // namespace clockstart::api
