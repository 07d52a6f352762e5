#pragma once

#include "db/journal.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace clockstart::scheduler {

// Whether the daemon does its work, by what is proof of it: a pass that finished went by the loop, the queue, the
// writer and the disk. Told by the alarm; asked from any thread.
class self_watch {
public:
    using steady_source = std::function<std::chrono::steady_clock::time_point()>;

    // Without a finished pass for longer than this something is stuck.
    static constexpr std::chrono::minutes patience{2};

    // The start counts as a pass.
    explicit self_watch(steady_source steady = std::chrono::steady_clock::now);

    // Called after each finished pass, on the loop. To be set before the alarm starts.
    void on_pass(std::function<void()> told) { told_ = std::move(told); }
    // Loop thread: a pass has finished, at that time of the daemon's clock.
    void note_pass(const db::receipt& done, domain::instant at);

    bool is_at_work() const { return since_last_pass() <= patience; }
    std::chrono::microseconds since_last_pass() const;
    std::optional<domain::instant> last_pass_at() const; // none: there was none yet
    // Whether there was a moment since the start at which nothing was due any more.
    bool has_caught_up() const { return caught_up_; }

    // Since the start. A step that is skipped is recorded, and nobody is told.
    std::int64_t passes() const { return passes_; }
    std::int64_t steps_recorded() const { return recorded_; }
    std::int64_t steps_skipped() const { return skipped_; }
    std::int64_t set_aside() const { return set_aside_; }

private:
    const steady_source steady_;
    std::function<void()> told_;
    std::atomic<std::chrono::steady_clock::time_point> last_;
    std::atomic<domain::instant> last_at_{domain::instant::min()};
    std::atomic<bool> caught_up_{false};
    std::atomic<std::int64_t> passes_{0}, recorded_{0}, skipped_{0}, set_aside_{0};
};

} // namespace clockstart::scheduler
