#pragma once

#include "scheduler/self_watch.hpp"

#include "db/journal.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <memory>

namespace spdlog {
class logger;
}

namespace clockstart::scheduler {

// Wakes when a clock has to be looked at and has the journal record what fell due. The journal decides what that is;
// the alarm only knows when. Never asleep for longer than 30 s, so that a wall clock that jumps is noticed; woken early
// by a commit that brought an earlier instant. After downtime of any length the first pass catches up. A pass is a
// commit also when nothing is due, at least once in `rhythm`, and is told to the watch: so it is proof of the whole
// way. The loop, the journal, the watch and the log must outlive it.
class alarm {
public:
    static constexpr std::chrono::seconds longest_sleep{30};

    // `rhythm`: 30 s at the most.
    alarm(boost::asio::io_context& loop, db::journal& events, self_watch& self, db::now_source now,
          std::shared_ptr<spdlog::logger> log = {}, std::chrono::microseconds rhythm = longest_sleep);
    ~alarm(); // stops; on the loop's thread, or when the loop does not run any more
    alarm(const alarm&) = delete;
    alarm& operator=(const alarm&) = delete;

    // Begins on the loop, with a pass at once. Call it once.
    void start();
    // Loop thread. No further pass begins; the one under way finishes, for an append cannot be called back.
    void stop();

private:
    struct watch;
    std::shared_ptr<watch> watch_;
};

} // namespace clockstart::scheduler
