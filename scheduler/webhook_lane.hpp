#pragma once

#include "scheduler/hang_up.hpp"
#include "scheduler/webhook_caller.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>

namespace clockstart::scheduler {

// What the lanes of a caller share. Outlives them.
struct lane_surroundings {
    boost::asio::thread_pool& pool;
    db::journal& events;
    const db::history& history;
    const db::now_source now;
    const caller_settings how;
    const std::shared_ptr<spdlog::logger> log;
    hang_up ending{};
};

// The calls to one webhook, one after the other. Loop thread only.
class webhook_lane {
public:
    webhook_lane(boost::asio::io_context& loop, lane_surroundings& at, db::webhook_row webhook)
        : at_{at}, webhook_{std::move(webhook)}, sleeping_{loop} {}

    // Makes the calls that are due, and goes on until it is ended.
    boost::asio::awaitable<void> keep_going();
    // No further call is made.
    void end();
    // Looks again now; `anew`: also when the receiver is left alone.
    void wake(bool anew);
    // Nothing can be done at present. Told to the one who asked last.
    bool is_idle() const { return is_idle_; }
    void on_idle(std::function<void()> told) { idle_ = std::move(told); }

private:
    struct batch;
    boost::asio::awaitable<bool> call_some(); // false: nothing can be done now
    bool rests() const;
    void note(bool is_delivered);
    delivery_outcome call_one(const batch& of, const db::due_call& one) const; // on the pool
    boost::asio::awaitable<void> sleep();

    lane_surroundings& at_;
    const db::webhook_row webhook_;
    boost::asio::steady_timer sleeping_;
    std::optional<domain::instant> next_call_, rests_until_;
    int failures_{0}; // in a row
    bool ended_{false}, is_woken_{false}, is_idle_{false};
    std::function<void()> idle_;
};

} // namespace clockstart::scheduler
