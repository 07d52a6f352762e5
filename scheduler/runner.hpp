#pragma once

#include "scheduler/jobs/job.hpp"

#include "db/journal.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace spdlog {
class logger;
}

namespace clockstart::scheduler {

// Runs recurring jobs when they are due: one at a time, the earliest first, each on the pool; the outcome is appended
// with its effects in one transaction, so that after a crash an occurrence is either done or run again. Between runs
// never asleep for longer than 30 s, so that a clock that jumps is noticed. A run that fails is told in its row and
// tried again after five minutes, then every hour; the others go on. All that is given must outlive the runner, and the
// pool is to be joined before what the jobs read goes away.
class runner {
public:
    static constexpr std::chrono::seconds longest_sleep{30};
    static constexpr std::chrono::minutes first_retry{5}, later_retries{60};

    runner(boost::asio::io_context& loop, boost::asio::thread_pool& pool, db::journal& events, surroundings at,
           db::now_source now, std::vector<job> jobs, std::shared_ptr<spdlog::logger> log = {});
    ~runner(); // stops; on the loop's thread, or when the loop does not run any more
    runner(const runner&) = delete;
    runner& operator=(const runner&) = delete;

    // Begins on the loop, with a pass at once. Call it once.
    void start();
    // Loop thread. No further run begins. The one under way is asked to stop; if it comes to its end all the same, that
    // is appended.
    void stop();
    // Looks again now. Any thread.
    void wake();

    // When a pass last came to its end: nothing was due any more. While a job runs its pass goes on. Any thread.
    std::optional<domain::instant> last_finished_pass() const;
    // How long the earliest due run has been waiting; 0 when none is due. A run that failed is due until it is done.
    // Any thread.
    std::chrono::microseconds lag() const;

private:
    struct duty;
    std::shared_ptr<duty> duty_;
};

} // namespace clockstart::scheduler
