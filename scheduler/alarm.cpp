#include "scheduler/alarm.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

namespace clockstart::scheduler {

namespace {

namespace asio = boost::asio;
using steady = std::chrono::steady_clock;
inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::seconds breath{1}; // after a pass that could not do its work

} // namespace

// Kept alive by its coroutine and by wake-ups on their way, so that a commit told late finds something to talk to.
struct alarm::watch : std::enable_shared_from_this<watch> {
    watch(asio::io_context& its_loop, db::journal& its_events, self_watch& its_self, db::now_source its_now,
          std::shared_ptr<spdlog::logger> its_log, std::chrono::microseconds its_rhythm)
        : loop{its_loop}, events{its_events}, self{its_self}, now{std::move(its_now)}, log{std::move(its_log)},
          rhythm{std::min<std::chrono::microseconds>(its_rhythm, longest_sleep)}, sleeping{its_loop} {}

    asio::awaitable<void> keep_watch() {
        while (!stopped) {
            // From here on any commit wakes: one that comes between this look and the sleep is not slept through.
            asleep_until = domain::instant::max();
            const auto due = events.next_due();
            const auto at = now();
            const auto until_pass = std::chrono::ceil<std::chrono::microseconds>(next_pass - steady::now());
            if ((due && *due <= at) || until_pass.count() <= 0) {
                next_pass = steady::now() + rhythm;
                co_await catch_up(due, at);
                continue;
            }
            std::chrono::microseconds length = until_pass;
            if (due) {
                length = std::min<std::chrono::microseconds>(length, *due - at);
            }
            asleep_until = due.value_or(domain::instant::max());
            co_await sleep(length);
        }
    }

    // One transaction of due steps, maybe of none; the next look decides whether there is more.
    asio::awaitable<void> catch_up(std::optional<domain::instant> due, domain::instant at) {
        const db::record_due_steps pass{};
        db::command asked{pass};
        const auto done = co_await events.append(std::move(asked), asio::use_awaitable);
        if (done) {
            self.note_pass(*done, now());
            tell(*done);
        }
        // A full queue, or a step that stays due though nothing came of it: not again at once, or the loop would do
        // nothing else.
        const bool stuck = done && due && *due <= at && done->count == 0 && events.next_due() == due;
        if (stuck && log) {
            log->warn("a step that is due since {} could not be recorded", domain::format_instant(*due));
        }
        if (!done && done.error().code == domain::errc::storage_failed) {
            stopped = true; // the journal has told the daemon, which ends
        } else if (!done || stuck) {
            next_pass = done ? next_pass : steady::now(); // a pass that was refused is still to come
            co_await sleep(breath);
        }
    }

    void tell(const db::receipt& done) const {
        if (log && done.count > 0) {
            log->info("{} due steps recorded", done.count);
        }
        if (log && done.set_aside > 0) {
            log->error("{} requests could not be dealt with and are set aside for an hour", done.set_aside);
        }
        if (log && done.leapt_from) {
            log->error("the clock stands more than a day after {}, when time was last seen: sending is held until an "
                       "administrator has looked at the clock of this machine and releases it",
                       domain::format_instant(*done.leapt_from));
        }
    }

    asio::awaitable<void> sleep(std::chrono::microseconds length) {
        if (!stopped) {
            sleeping.expires_after(length);
            co_await sleeping.async_wait(nothrow);
        }
    }

    // The writer's thread.
    void committed() {
        const auto due = events.next_due();
        if (due && *due < asleep_until.load()) {
            wake();
        }
    }

    void wake() {
        asio::post(loop, [kept = shared_from_this()] { kept->sleeping.cancel(); });
    }

    asio::io_context& loop;
    db::journal& events;
    self_watch& self;
    const db::now_source now;
    const std::shared_ptr<spdlog::logger> log;
    const std::chrono::microseconds rhythm;                            // a pass at least as often, by the steady clock
    std::atomic<domain::instant> asleep_until{domain::instant::max()}; // read by the writer's thread
    // Loop thread only.
    asio::steady_timer sleeping;
    steady::time_point next_pass = steady::now();
    bool stopped = false;
};

alarm::alarm(asio::io_context& loop, db::journal& events, self_watch& self, db::now_source now,
             std::shared_ptr<spdlog::logger> log, std::chrono::microseconds rhythm)
    : watch_{std::make_shared<alarm::watch>(loop, events, self, std::move(now), std::move(log), rhythm)} {}

alarm::~alarm() { stop(); }

void alarm::start() {
    watch_->events.on_commit([listening = std::weak_ptr{watch_}](std::int64_t) {
        if (const auto self = listening.lock()) {
            self->committed();
        }
    });
    asio::co_spawn(watch_->loop, watch_->keep_watch(), [self = watch_](const std::exception_ptr& error) {
        if (error && self->log) {
            self->log->critical("the alarm ended by an exception");
        }
        if (error) {
            std::rethrow_exception(error); // out of the loop: a daemon without an alarm must not go on
        }
    });
}

void alarm::stop() {
    watch_->stopped = true;
    watch_->sleeping.cancel();
}

} // namespace clockstart::scheduler
