#include "scheduler/courier.hpp"

#include "scheduler/away.hpp"
#include "scheduler/hang_up.hpp"
#include "scheduler/letter.hpp"
#include "scheduler/patient_append.hpp"
#include "scheduler/postbag.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

namespace clockstart::scheduler {

namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds breath{1};   // the shortest sleep
constexpr std::chrono::seconds respite{60}; // after the mail server itself could not be spoken to
constexpr std::size_t messages_at_once = 1000;
constexpr std::size_t mails_at_once = 16; // recorded together

} // namespace

// Kept alive by its coroutine and by wake-ups on their way.
struct courier::round : std::enable_shared_from_this<round> {
    round(asio::io_context& its_loop, asio::thread_pool& its_pool, db::journal& its_events,
          const db::history& its_history, const db::live_board& its_board, db::now_source its_now,
          courier_settings its_how, std::shared_ptr<spdlog::logger> its_log)
        : loop{its_loop}, pool{its_pool}, events{its_events}, history{its_history}, board{its_board},
          now{std::move(its_now)}, how{std::move(its_how)}, log{std::move(its_log)}, sleeping{its_loop} {}

    bool is_held() const { return how.held && how.held(); }

    // Whatever reads the database or speaks to others is done on the pool.
    template <class Work>
    auto away(Work work) {
        return scheduler::away(pool, std::move(work));
    }

    asio::awaitable<void> keep_going() {
        while (!stopped) {
            is_woken = false;
            seen_messages = events.last_message();
            auto again = co_await hand_out();
            auto ask = [this] { return is_held(); };
            const bool may_send = how.mail && !co_await away(std::move(ask));
            if (may_send) {
                again = co_await make_mails() || again;
                again = co_await send_mails() || again;
            }
            if (again) {
                continue;
            }
            ++passes;
            co_await sleep(until_next());
        }
    }

    asio::awaitable<void> append(db::command asked) {
        const auto done = co_await append_patiently(events, std::move(asked));
        stopped = stopped || done == appended::disk_failed;
    }

    // True: there may be more.
    asio::awaitable<bool> hand_out() {
        auto work = [this] { return fill_inboxes(history, *board.places(), now(), messages_at_once); };
        auto filled = co_await away(std::move(work));
        if (filled.up_to == filled.after) {
            co_return false;
        }
        db::command asked{std::move(filled)};
        co_await append(std::move(asked));
        co_return true;
    }

    asio::awaitable<bool> make_mails() {
        auto work = [this] { return mails_due(history.recipients(), now(), how.hours, *board.calendar()); };
        auto due = co_await away(std::move(work));
        next_mails = due.next_at;
        if (due.what.mails.empty()) {
            co_return false;
        }
        db::command asked{std::move(due.what)};
        co_await append(std::move(asked));
        co_return true;
    }

    // A few of those that are due. True: there may be more.
    asio::awaitable<bool> send_mails() {
        next_delivery.reset();
        if (rests_until > std::chrono::steady_clock::now()) {
            co_return false;
        }
        auto look = [this] {
            return history.outbox({.state = "waiting", .channel = "email", .due = now(), .limit = mails_at_once});
        };
        const auto due = co_await away(std::move(look));
        db::record_attempts done;
        bool server_fails = false;
        for (const auto& one : due) {
            if (stopped || server_fails) {
                break;
            }
            auto work = [this, &one] { return send_one(one); };
            const auto outcome = co_await away(std::move(work));
            if (!outcome.is_delivered() && ending.is_due()) {
                break; // it was cut off by us, and is sent at the next start
            }
            server_fails = !outcome.is_delivered() && outcome.stage != delivery_stage::hand_over;
            done.attempts.push_back(attempt_of(one, outcome));
        }
        if (server_fails) {
            rests_until = std::chrono::steady_clock::now() + respite;
        }
        if (done.attempts.empty()) {
            co_await note_next_delivery();
            co_return false;
        }
        db::command asked{std::move(done)};
        co_await append(std::move(asked));
        co_return !server_fails && !stopped;
    }

    asio::awaitable<void> note_next_delivery() {
        auto work = [this] { return history.outbox_now().next_mail_due; };
        next_delivery = co_await away(std::move(work));
    }

    // On the pool.
    delivery_outcome send_one(const db::delivery_row& one) const {
        const auto people = history.recipients();
        const auto person = std::ranges::find(people, one.recipient, [](const auto& who) { return who.who.token; });
        const auto address = person == people.end() ? std::string{} : history.address_of(*person);
        if (address.empty()) {
            return {delivery_state::permanent, delivery_stage::hand_over, "this person has no address any more"};
        }
        const auto told = history.inbox({.token = one.recipient,
                                         .seen_too = true,
                                         .delivery = one.number,
                                         .before = {},
                                         .limit = messages_at_once});
        const auto new_unseen = std::ranges::count_if(told, [](const auto& notice) { return !notice.seen_at; });
        const auto unseen = person->nag ? std::max<std::int64_t>(0, person->unseen - person->untold - new_unseen) : 0;
        auto written = write_letter(told, unseen, *board.pathways(), *board.places(), how.public_url);
        return send(*how.mail, {.id = one.id,
                                .to = address,
                                .subject = std::move(written.subject),
                                .text = std::move(written.text),
                                .at = one.made_at,
                                .hangs_up = [this] { return ending.is_due(); }});
    }

    db::record_attempts::attempt attempt_of(const db::delivery_row& one, const delivery_outcome& outcome) const {
        auto made = scheduler::attempt_of({one.number, one.id, one.attempts, one.first_tried_at}, outcome, now());
        if (made.fate == db::delivery_fate::waits) {
            made.again_at = next_open(made.again_at, how.hours, *board.calendar());
        }
        if (log && made.fate != db::delivery_fate::delivered) {
            log->warn("mail {} was not taken ({}); {}", one.id, outcome.answer,
                      made.fate == db::delivery_fate::waits ? "it is tried again" : "it is given up");
        }
        return made;
    }

    std::chrono::microseconds until_next() const {
        std::chrono::microseconds length = longest_sleep;
        for (const auto& at : {next_mails, next_delivery}) {
            if (at) {
                length = std::min<std::chrono::microseconds>(length, *at - now());
            }
        }
        return std::max<std::chrono::microseconds>(length, breath);
    }

    asio::awaitable<void> sleep(std::chrono::microseconds length) {
        if (!stopped && !is_woken && events.last_message() == seen_messages) {
            sleeping.expires_after(length);
            co_await sleeping.async_wait(nothrow);
        }
    }

    void wake() {
        asio::post(loop, [self = shared_from_this()] {
            self->is_woken = true;
            self->sleeping.cancel();
        });
    }

    asio::io_context& loop;
    asio::thread_pool& pool;
    db::journal& events;
    const db::history& history;
    const db::live_board& board;
    const db::now_source now;
    const courier_settings how;
    const std::shared_ptr<spdlog::logger> log;
    std::atomic<std::int64_t> passes{0};
    std::atomic<std::int64_t> seen_messages{0}; // read by the writer's thread
    hang_up ending;
    // Loop thread only.
    asio::steady_timer sleeping;
    std::optional<domain::instant> next_mails, next_delivery;
    std::chrono::steady_clock::time_point rests_until{};
    bool is_woken = false;
    bool stopped = false;
};

courier::courier(asio::io_context& loop, asio::thread_pool& pool, db::journal& events, const db::history& history,
                 const db::live_board& board, db::now_source now, courier_settings how,
                 std::shared_ptr<spdlog::logger> log)
    : round_{std::make_shared<round>(loop, pool, events, history, board, std::move(now), std::move(how),
                                     std::move(log))} {}

courier::~courier() { stop(); }

void courier::start() {
    round_->events.on_commit([listening = std::weak_ptr{round_}](std::int64_t) {
        const auto self = listening.lock();
        if (self && self->events.last_message() != self->seen_messages) {
            self->wake();
        }
    });
    asio::co_spawn(round_->loop, round_->keep_going(), [self = round_](const std::exception_ptr& error) {
        if (error && self->log) {
            self->log->critical("the courier ended by an exception");
        }
        if (error) {
            std::rethrow_exception(error); // out of the loop: a daemon that tells nobody must not go on
        }
    });
}

void courier::stop() {
    round_->stopped = true;
    round_->ending.ask();
    round_->sleeping.cancel();
}

void courier::wake() { round_->wake(); }

std::int64_t courier::finished_passes() const { return round_->passes; }

} // namespace clockstart::scheduler
