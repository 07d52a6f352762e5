#include "scheduler/runner.hpp"

#include "db/history.hpp"
#include "db/stopped_early.hpp"

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
#include <typeinfo>
#include <utility>

namespace clockstart::scheduler {

namespace {

namespace asio = boost::asio;
inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::seconds breath{1}; // after an append that was refused

// How a run ended: with an outcome, by an exception, or because it was asked to stop.
struct ending {
    job_outcome outcome;
    bool threw{false}, stopped{false};
    std::string why{}; // for the log; nothing that is thrown in this program quotes a value
};

ending carry_out(const std::function<job_outcome(const job_context&, domain::instant)>& work,
                 const job_context& context, domain::instant due_at) {
    try {
        return {work(context, due_at)};
    } catch (const db::stopped_early&) {
        return {.outcome = {}, .stopped = true};
    } catch (const std::exception& error) {
        return {.outcome = {.note = "threw", .failed = true},
                .threw = true,
                .why = std::string{typeid(error).name()} + ": " + error.what()};
    }
}

template <class Work>
asio::awaitable<ending> carry(Work work) {
    co_return work();
}

// Which occurrence a run is for, and how many it passes over.
struct chosen {
    domain::instant due_at{};
    std::int64_t skipped{};
};

chosen choose(const job& what, domain::instant occurrence_at, domain::instant now) {
    chosen one{occurrence_at, 0};
    if (what.rule == catch_up::latest) {
        for (auto next = what.next(one.due_at); next <= now; next = what.next(one.due_at)) {
            one.due_at = next;
            ++one.skipped;
        }
    }
    return one;
}

} // namespace

// Kept alive by its coroutine and by wake-ups on their way.
struct runner::duty : std::enable_shared_from_this<duty> {
    duty(asio::io_context& its_loop, asio::thread_pool& its_pool, db::journal& its_events, surroundings its_at,
         db::now_source its_now, std::vector<job> its_jobs, std::shared_ptr<spdlog::logger> its_log)
        : loop{its_loop}, pool{its_pool}, events{its_events}, at{std::move(its_at)}, now{std::move(its_now)},
          jobs{std::move(its_jobs)}, log{std::move(its_log)}, sleeping{its_loop} {}

    asio::awaitable<void> keep_going() {
        co_await tell_jobs();
        while (!stopped) {
            if (const auto due = find_due()) {
                co_await run_once(*due->first, due->second);
            } else {
                last_pass = now();
                co_await sleep(until_next());
            }
        }
    }

    asio::awaitable<void> tell_jobs() {
        db::plan_jobs known;
        const auto at_start = now();
        for (const auto& one : jobs) {
            known.jobs.push_back({std::string{one.code}, std::string{one.name},
                                  one.rule == catch_up::each ? "each" : "latest", one.next(at_start)});
        }
        db::command asked{std::move(known)};
        co_await append(std::move(asked));
    }

    // The due job that has been waiting longest, with its row. Afterwards `rows` is how things stand.
    std::optional<std::pair<const job*, db::job_row>> find_due() {
        rows = at.history.jobs();
        std::erase_if(rows, [this](const db::job_row& one) { return !one.next_run_at || find(one.code) == nullptr; });
        auto waiting = domain::instant::max();
        for (const auto& one : rows) {
            waiting = std::min(waiting, one.occurrence_at);
        }
        waiting_since = waiting;
        const auto first = std::ranges::min_element(rows, {}, &db::job_row::next_run_at);
        if (first == rows.end() || *first->next_run_at > now()) {
            return std::nullopt;
        }
        return std::pair{find(first->code), *first};
    }

    const job* find(std::string_view code) const {
        const auto found = std::ranges::find(jobs, code, &job::code);
        return found == jobs.end() ? nullptr : &*found;
    }

    std::chrono::microseconds until_next() const {
        std::chrono::microseconds length = longest_sleep;
        for (const auto& one : rows) {
            length = std::min<std::chrono::microseconds>(length, *one.next_run_at - now());
        }
        return length;
    }

    asio::awaitable<void> run_once(const job& what, const db::job_row& row) {
        const auto began_at = now();
        const auto run = choose(what, row.occurrence_at, began_at);
        const job_context context{at, began_at, row.done_at,
                                  [self = shared_from_this()] { return self->stopped.load(); }};
        auto work = carry([&] { return carry_out(what.run, context, run.due_at); });
        auto ended = co_await asio::co_spawn(pool.get_executor(), std::move(work), asio::use_awaitable);
        if (ended.stopped) {
            co_return;
        }
        if (ended.outcome.failed && log) {
            log->error("the job {} failed: {}", what.code, ended.threw ? ended.why : ended.outcome.note);
        }
        db::command asked{finishing(what, row, run, std::move(ended), began_at)};
        co_await append(std::move(asked));
    }

    db::finish_job finishing(const job& what, const db::job_row& row, const chosen& run, ending ended,
                             domain::instant began_at) const {
        const bool again = ended.threw || ended.outcome.more;
        db::finish_job done{.code = row.code,
                            .due_at = *row.next_run_at,
                            .occurrence_at = run.due_at,
                            .began_at = began_at,
                            .failed = ended.outcome.failed,
                            .note = std::move(ended.outcome.note),
                            .skipped = run.skipped,
                            .effects = std::move(ended.outcome.effects),
                            .next_run_at = {},
                            .next_occurrence_at = again ? run.due_at : what.next(run.due_at)};
        if (ended.threw) {
            done.next_run_at = now() + (row.tries == 0 ? first_retry : later_retries);
        } else if (again) {
            // Another instant, so that this end is not taken twice, and one that has come whatever the clock does.
            done.next_run_at = *row.next_run_at - std::chrono::microseconds{1};
        } else {
            done.next_run_at = done.next_occurrence_at;
        }
        return done;
    }

    // Until it is taken: a run that is over need not be run again because the queue is full.
    asio::awaitable<void> append(db::command asked) {
        for (;;) {
            auto copy = asked;
            const auto done = co_await events.append(std::move(copy), asio::use_awaitable);
            if (!done && done.error().code == domain::errc::storage_failed) {
                stopped = true; // the journal has told the daemon, which ends
            }
            if (done || stopped || done.error().code != domain::errc::busy) {
                co_return; // errc::conflict: that run has been finished already
            }
            co_await sleep(breath);
        }
    }

    asio::awaitable<void> sleep(std::chrono::microseconds length) {
        if (!stopped) {
            sleeping.expires_after(length);
            co_await sleeping.async_wait(nothrow);
        }
    }

    void wake() {
        asio::post(loop, [self = shared_from_this()] { self->sleeping.cancel(); });
    }

    asio::io_context& loop;
    asio::thread_pool& pool;
    db::journal& events;
    const surroundings at;
    const db::now_source now;
    const std::vector<job> jobs;
    const std::shared_ptr<spdlog::logger> log;
    // Read by other threads.
    std::atomic<domain::instant> last_pass{domain::instant::min()}, waiting_since{domain::instant::max()};
    std::atomic<bool> stopped{false};
    // Loop thread only.
    asio::steady_timer sleeping;
    std::vector<db::job_row> rows; // of the jobs that do not rest
};

runner::runner(asio::io_context& loop, asio::thread_pool& pool, db::journal& events, surroundings at,
               db::now_source now, std::vector<job> jobs, std::shared_ptr<spdlog::logger> log)
    : duty_{
          std::make_shared<duty>(loop, pool, events, std::move(at), std::move(now), std::move(jobs), std::move(log))} {}

runner::~runner() { stop(); }

void runner::start() {
    asio::co_spawn(duty_->loop, duty_->keep_going(), [self = duty_](const std::exception_ptr& error) {
        if (error && self->log) {
            self->log->critical("the recurring jobs ended by an exception");
        }
        if (error) {
            std::rethrow_exception(error); // out of the loop: a daemon that forgets its jobs must not go on
        }
    });
}

void runner::stop() {
    duty_->stopped = true;
    duty_->sleeping.cancel();
}

void runner::wake() { duty_->wake(); }

std::optional<domain::instant> runner::last_finished_pass() const {
    const auto at = duty_->last_pass.load();
    return at == domain::instant::min() ? std::nullopt : std::optional{at};
}

std::chrono::microseconds runner::lag() const {
    const auto since = duty_->waiting_since.load();
    const auto now = duty_->now();
    return since < now ? now - since : std::chrono::microseconds{0};
}

} // namespace clockstart::scheduler
