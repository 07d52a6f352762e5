#include "scheduler/webhook_caller.hpp"

#include "scheduler/away.hpp"
#include "scheduler/event_calls.hpp"
#include "scheduler/patient_append.hpp"
#include "scheduler/webhook_lane.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <utility>

namespace clockstart::scheduler {

namespace {

namespace asio = boost::asio;

constexpr std::size_t events_at_once = 500;

} // namespace

// Kept alive by its coroutines and by wake-ups on their way.
struct webhook_caller::round : std::enable_shared_from_this<round> {
    round(asio::io_context& its_loop, asio::thread_pool& its_pool, db::journal& its_events,
          const db::history& its_history, const db::live_board& its_board, db::now_source its_now,
          caller_settings its_how, std::shared_ptr<spdlog::logger> its_log)
        : loop{its_loop}, board{its_board}, at{.pool = its_pool,
                                               .events = its_events,
                                               .history = its_history,
                                               .now = std::move(its_now),
                                               .how = std::move(its_how),
                                               .log = std::move(its_log)},
          sleeping{its_loop} {}

    asio::awaitable<void> keep_going() {
        while (!stopped) {
            is_woken = false;
            seen_event = at.events.last_sequence();
            auto look = [this] { return at.history.webhooks(); };
            const auto webhooks = co_await away(at.pool, std::move(look));
            has_webhooks = std::ranges::any_of(webhooks, [](const auto& one) { return !one.ended_at; });
            for (const auto& one : webhooks) {
                if (!one.ended_at && !stopped) {
                    co_await hand_out(one);
                }
            }
            tend_lanes(webhooks);
            is_idle = true;
            note_idle();
            co_await sleep();
            is_idle = false;
        }
    }

    // What is new lies in the outbox for this webhook.
    asio::awaitable<void> hand_out(db::webhook_row webhook) {
        while (!stopped) {
            auto work = [this, &webhook] {
                return calls_for(webhook, at.history.events_after(webhook.handed_out, events_at_once), *board.places(),
                                 domain::london_date(at.now()));
            };
            auto made = co_await away(at.pool, std::move(work));
            if (made.up_to == made.after) {
                co_return;
            }
            webhook.handed_out = made.up_to;
            db::command asked{std::move(made)};
            const auto done = co_await append_patiently(at.events, std::move(asked));
            stopped = stopped || done == appended::disk_failed;
            if (done == appended::refused) {
                co_return; // it has ended meanwhile
            }
            if (const auto lane = lanes.find(webhook.id); lane != lanes.end()) {
                lane->second->wake(false);
            }
        }
    }

    // A lane for each that goes on, and none for what has ended.
    void tend_lanes(const std::vector<db::webhook_row>& webhooks) {
        for (const auto& one : webhooks) {
            const auto lane = lanes.find(one.id);
            if (one.ended_at && lane != lanes.end()) {
                lane->second->end();
                lanes.erase(lane);
            } else if (!one.ended_at && lane == lanes.end() && !stopped) {
                open_lane(one);
            }
        }
    }

    void open_lane(const db::webhook_row& webhook) {
        auto lane = std::make_shared<webhook_lane>(loop, at, webhook);
        lane->on_idle([this] { note_idle(); });
        lanes.emplace(webhook.id, lane);
        asio::co_spawn(loop, lane->keep_going(),
                       [self = shared_from_this(), lane](const std::exception_ptr& error) { self->judge_end(error); });
    }

    void judge_end(const std::exception_ptr& error) const {
        if (error && at.log) {
            at.log->critical("the caller of webhooks ended by an exception");
        }
        if (error) {
            std::rethrow_exception(error); // out of the loop: a daemon that tells nobody must not go on
        }
    }

    void note_idle() {
        const bool all = is_idle && std::ranges::all_of(lanes, [](const auto& one) { return one.second->is_idle(); });
        passes += all ? 1 : 0;
    }

    asio::awaitable<void> sleep() {
        if (!stopped && !is_woken && (!has_webhooks || at.events.last_sequence() == seen_event)) {
            sleeping.expires_after(longest_sleep);
            co_await sleeping.async_wait(nothrow);
        }
    }

    void wake(bool anew, bool lanes_too) {
        asio::post(loop, [self = shared_from_this(), anew, lanes_too] {
            self->is_woken = true;
            self->sleeping.cancel();
            if (lanes_too) {
                std::ranges::for_each(self->lanes, [anew](const auto& one) { one.second->wake(anew); });
            }
        });
    }

    void stop() {
        stopped = true;
        at.ending.ask();
        sleeping.cancel();
        std::ranges::for_each(lanes, [](const auto& one) { one.second->end(); });
    }

    asio::io_context& loop;
    const db::live_board& board;
    lane_surroundings at;
    std::atomic<std::int64_t> passes{0};
    std::atomic<std::int64_t> seen_event{0}; // both read by the writer's thread
    std::atomic<bool> has_webhooks{false};
    // Loop thread only.
    asio::steady_timer sleeping;
    std::map<std::string, std::shared_ptr<webhook_lane>> lanes; // by webhook
    bool is_woken = false, is_idle = false, stopped = false;
};

webhook_caller::webhook_caller(asio::io_context& loop, asio::thread_pool& pool, db::journal& events,
                               const db::history& history, const db::live_board& board, db::now_source now,
                               caller_settings how, std::shared_ptr<spdlog::logger> log)
    : round_{std::make_shared<round>(loop, pool, events, history, board, std::move(now), std::move(how),
                                     std::move(log))} {}

webhook_caller::~webhook_caller() { stop(); }

void webhook_caller::start() {
    round_->at.events.on_commit([listening = std::weak_ptr{round_}](std::int64_t sequence) {
        const auto self = listening.lock();
        if (self && self->has_webhooks && sequence != self->seen_event) {
            self->wake(false, false);
        }
    });
    asio::co_spawn(round_->loop, round_->keep_going(),
                   [self = round_](const std::exception_ptr& error) { self->judge_end(error); });
}

void webhook_caller::stop() { round_->stop(); }

void webhook_caller::wake() { round_->wake(false, true); }

void webhook_caller::try_anew() { round_->wake(true, true); }

std::int64_t webhook_caller::finished_passes() const { return round_->passes; }

} // namespace clockstart::scheduler
