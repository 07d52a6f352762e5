#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace clockstart::scheduler {

// For who speaks to others at a stop: the conversation under way gets a few seconds to come to its end, so that what
// was taken is not sent again, and no longer, so that somebody who does not answer cannot keep the daemon from ending.
class hang_up {
public:
    static constexpr std::chrono::seconds patience{5};

    void ask() { asked_at_ = now(); }
    // Any thread.
    bool is_asked() const { return asked_at_ != 0; }
    bool is_due() const { return is_asked() && now() - asked_at_ >= std::chrono::nanoseconds{patience}.count(); }

private:
    static std::int64_t now() {
        return std::chrono::nanoseconds{std::chrono::steady_clock::now().time_since_epoch()}.count();
    }

    std::atomic<std::int64_t> asked_at_{0};
};

} // namespace clockstart::scheduler
