#pragma once

#include "scheduler/job_settings.hpp"
#include "scheduler/self_watch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <memory>

namespace spdlog {
class logger;
}

namespace clockstart::scheduler {

// Calls an address outside (GET, ten seconds at the most) every so often while the daemon is at work, so that somebody
// else notices when it is not: then, and only then, nobody calls. Failures are logged once, and once that it works
// again; the address may be a secret and is not. All that is given must outlive it, and the pool is joined after the
// loop.
class heartbeat {
public:
    heartbeat(boost::asio::io_context& loop, boost::asio::thread_pool& pool, const self_watch& watch,
              heartbeat_settings settings, std::shared_ptr<spdlog::logger> log = {});
    ~heartbeat(); // stops; on the loop's thread, or when the loop does not run any more
    heartbeat(const heartbeat&) = delete;
    heartbeat& operator=(const heartbeat&) = delete;

    // Begins on the loop, with a call at once. Call it once.
    void start();
    // Loop thread. No further call begins.
    void stop();

private:
    struct beating;
    std::shared_ptr<beating> beating_;
};

} // namespace clockstart::scheduler
