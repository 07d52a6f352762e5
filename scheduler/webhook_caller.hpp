#pragma once

#include "scheduler/webhook.hpp"

#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace spdlog {
class logger;
}

namespace clockstart::scheduler {

// How webhooks are called.
struct caller_settings {
    webhook_settings calls{};
    std::function<bool()> held{}; // while true nothing is sent; empty: never. On the pool.
};

// Tells webhooks of events, each by one signed call with an id that stays the same. In one pass the events that were
// recorded since are laid into the outbox, for each webhook those of its areas, providers and kinds; each webhook then
// has a lane of its own, so that a slow receiver keeps nobody waiting but itself. In a lane the events of one request
// are told in their order: a later one waits until the earlier is delivered or given up. A receiver that fails several
// times in a row is left alone for a while (half a minute, then longer, ten minutes at the most) and then asked with
// one call. A call is in the outbox before it is made, and what came of it is recorded after: after a crash it is made
// again with the same id. All that is given must outlive the caller, and the pool is to be joined before what it reads
// goes away; at most as many webhooks are called at a time as it has threads.
class webhook_caller {
public:
    static constexpr std::chrono::seconds longest_sleep{30};
    static constexpr int failures_until_rest = 3;
    static constexpr std::chrono::minutes longest_rest{10};

    webhook_caller(boost::asio::io_context& loop, boost::asio::thread_pool& pool, db::journal& events,
                   const db::history& history, const db::live_board& board, db::now_source now, caller_settings how,
                   std::shared_ptr<spdlog::logger> log = {});
    ~webhook_caller(); // stops; on the loop's thread, or when the loop does not run any more
    webhook_caller(const webhook_caller&) = delete;
    webhook_caller& operator=(const webhook_caller&) = delete;

    // Begins on the loop, with a pass at once. Call it once.
    void start();
    // Loop thread. No further call is made. Those under way come to their end, and are recorded; or, after a few
    // seconds (hang_up), are cut off and made again at the next start.
    void stop();
    // Looks again now. Any thread.
    void wake();
    // The same, and also calls receivers that are left alone. Any thread.
    void try_anew();

    // How often everything due was done. Any thread.
    std::int64_t finished_passes() const;

private:
    struct round;
    std::shared_ptr<round> round_;
};

} // namespace clockstart::scheduler
