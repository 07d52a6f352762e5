#include "scheduler/self_watch.hpp"

#include <utility>

namespace clockstart::scheduler {

self_watch::self_watch(steady_source steady) : steady_{std::move(steady)}, last_{steady_()} {}

void self_watch::note_pass(const db::receipt& done, domain::instant at) {
    last_ = steady_();
    last_at_ = at;
    ++passes_;
    // A pass that records nothing has done what it can, also when something stays due.
    caught_up_ = caught_up_ || done.count == 0 || !done.next_due || *done.next_due > at;
    recorded_ += static_cast<std::int64_t>(done.count);
    skipped_ += static_cast<std::int64_t>(done.skipped);
    set_aside_ += static_cast<std::int64_t>(done.set_aside);
    if (told_) {
        told_();
    }
}

std::chrono::microseconds self_watch::since_last_pass() const {
    return std::chrono::floor<std::chrono::microseconds>(steady_() - last_.load());
}

std::optional<domain::instant> self_watch::last_pass_at() const {
    const auto at = last_at_.load();
    return at == domain::instant::min() ? std::nullopt : std::optional{at};
}

} // namespace clockstart::scheduler
