#include "scheduler/webhook_lane.hpp"

#include "scheduler/away.hpp"
#include "scheduler/patient_append.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace clockstart::scheduler {

namespace {

namespace asio = boost::asio;

constexpr std::size_t calls_at_once = 16; // recorded together

// How long a receiver that failed so often in a row is left alone.
std::chrono::seconds rest_after(int failures) {
    constexpr std::chrono::seconds first{30};
    constexpr int most_doublings = 5;
    const int doublings = std::clamp(failures - webhook_caller::failures_until_rest, 0, most_doublings);
    return std::min<std::chrono::seconds>(first * (1 << doublings), webhook_caller::longest_rest);
}

// Receivers compare it with their own clock, so it is never the daemon's own, which may be moved for a trial.
domain::instant machine_time() {
    return std::chrono::time_point_cast<domain::instant::duration>(std::chrono::system_clock::now());
}

} // namespace

struct webhook_lane::batch {
    bool is_held{false};
    std::vector<db::due_call> calls;
    std::optional<domain::instant> next; // where there are none
    std::string url, secret;             // where there are some
};

asio::awaitable<void> webhook_lane::keep_going() {
    while (!ended_) {
        is_woken_ = false;
        const bool again = co_await call_some(); // named: GCC 12 destroys a frame twice that is judged in place
        if (again) {
            continue;
        }
        is_idle_ = !is_woken_;
        if (idle_) {
            idle_();
        }
        co_await sleep();
        is_idle_ = false;
    }
    is_idle_ = true;
}

void webhook_lane::end() {
    ended_ = true;
    sleeping_.cancel();
}

void webhook_lane::wake(bool anew) {
    is_woken_ = true;
    is_idle_ = false;
    if (anew) {
        rests_until_.reset();
    }
    sleeping_.cancel();
}

// A clock that goes back does not make the rest longer than any is.
bool webhook_lane::rests() const {
    return rests_until_ && at_.now() < *rests_until_ && *rests_until_ - at_.now() <= webhook_caller::longest_rest;
}

void webhook_lane::note(bool is_delivered) {
    failures_ = is_delivered ? 0 : failures_ + 1;
    rests_until_.reset();
    if (failures_ >= webhook_caller::failures_until_rest) {
        rests_until_ = at_.now() + rest_after(failures_);
    }
}

asio::awaitable<bool> webhook_lane::call_some() {
    next_call_.reset();
    if (rests()) {
        next_call_ = rests_until_;
        co_return false;
    }
    auto look = [this] {
        const auto most = failures_ >= webhook_caller::failures_until_rest ? 1 : calls_at_once;
        batch found{.is_held = at_.how.held && at_.how.held(), .calls = {}, .next = {}, .url = {}, .secret = {}};
        if (!found.is_held) {
            found.calls = at_.history.due_calls(webhook_.id, at_.now(), most);
            found.next = found.calls.empty() ? at_.history.next_call(webhook_.id) : std::nullopt;
        }
        if (!found.calls.empty()) {
            found.url = at_.history.url_of(webhook_);
            found.secret = at_.history.secret_of(webhook_);
        }
        return found;
    };
    const auto found = co_await away(at_.pool, std::move(look));
    next_call_ = found.next;
    db::record_attempts done;
    for (const auto& one : found.calls) {
        if (ended_ || rests()) {
            break;
        }
        auto work = [this, &found, &one] { return call_one(found, one); };
        const auto outcome = co_await away(at_.pool, std::move(work));
        if (!outcome.is_delivered() && at_.ending.is_due()) {
            break; // it was cut off by us, and is made again at the next start
        }
        note(outcome.is_delivered());
        done.attempts.push_back(attempt_of({one.number, one.id, one.attempts, one.first_tried_at}, outcome, at_.now()));
        if (at_.log && !outcome.is_delivered()) {
            at_.log->warn("webhook {} did not take {} ({})", webhook_.id, one.id, outcome.answer);
        }
    }
    if (done.attempts.empty()) {
        co_return false;
    }
    db::command asked{std::move(done)};
    const auto recorded = co_await append_patiently(at_.events, std::move(asked));
    ended_ = ended_ || recorded == appended::disk_failed;
    co_return !ended_;
}

delivery_outcome webhook_lane::call_one(const batch& of, const db::due_call& one) const {
    return post(
        at_.how.calls,
        {.url = of.url, .secret = of.secret, .id = one.id, .at = machine_time(), .body = one.body, .hangs_up = [this] {
             return at_.ending.is_due();
         }});
}

asio::awaitable<void> webhook_lane::sleep() {
    if (ended_ || is_woken_) {
        co_return;
    }
    std::chrono::microseconds length = webhook_caller::longest_sleep;
    if (next_call_) {
        length = std::clamp<std::chrono::microseconds>(*next_call_ - at_.now(), std::chrono::seconds{1}, length);
    }
    sleeping_.expires_after(length);
    co_await sleeping_.async_wait(nothrow);
}

} // namespace clockstart::scheduler
