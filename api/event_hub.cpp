#include "api/event_hub.hpp"

#include "api/mailbox.hpp"
#include "api/stream_view.hpp"

#include "db/history.hpp"
#include "db/live_board.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>
#include <vector>

namespace clockstart::api {

namespace {

namespace asio = boost::asio;
namespace intrusive = boost::intrusive;
using rows = std::vector<db::event_row>;

// Read at a time. Between two pages the connections have their turn, so half a mailbox leaves a quick reader room.
constexpr std::size_t page = mailbox::capacity / 2;

// On the readers' threads.
asio::awaitable<rows> read(const db::history& history, std::int64_t after) {
    co_return history.events_after(after, page);
}

} // namespace

// One stream. Leaves the desk by its destruction.
struct event_hub::follower : intrusive::list_base_hook<intrusive::link_mode<intrusive::auto_unlink>> {
    follower(stream_scope who_gets, std::int64_t after, std::shared_ptr<desk> its_desk);
    follower(const follower&) = delete;
    follower& operator=(const follower&) = delete;
    ~follower();

    stream_scope scope;
    mailbox box;
    bool live{false};    // has all that the desk has handed out; else it reads by itself
    bool reading{false}; // a page is on its way
    const std::shared_ptr<desk> at;
};

// Kept alive by its followers, its reads, and commits on their way.
struct event_hub::desk : std::enable_shared_from_this<desk> {
    desk(asio::io_context& its_loop, db::journal& its_events, const db::history& its_history,
         const db::live_board& its_board, db::now_source its_now, asio::thread_pool& its_readers,
         std::shared_ptr<spdlog::logger> its_log)
        : loop{its_loop}, events{its_events}, history{its_history}, board{its_board}, now{std::move(its_now)},
          readers{its_readers}, log{std::move(its_log)} {}

    // The writer's thread. Whoever follows from a moment later on looks at the journal itself.
    void committed() {
        if (anybody && !told.exchange(true)) {
            asio::post(loop, [self = shared_from_this()] {
                self->told = false;
                self->look();
            });
        }
    }

    void look() {
        if (!looking && behind()) {
            looking = true;
            asio::co_spawn(loop, hand_out(), [self = shared_from_this()](const std::exception_ptr& error) {
                if (error) {
                    self->looking = false;
                    self->give_up();
                }
            });
        }
    }

    bool behind() const { return count > 0 && handed_out < events.last_sequence(); }

    // What is new to all who are live, one read for everybody.
    asio::awaitable<void> hand_out() {
        while (behind()) {
            const auto target = events.last_sequence();
            auto work = read(history, handed_out);
            const auto found = co_await asio::co_spawn(readers, std::move(work), asio::use_awaitable);
            const auto places = follow_places();
            for (const auto& row : found) {
                hand_out(row, *places);
            }
            handed_out = end_of(found, target);
            for (auto& one : all) {
                if (one.live) {
                    one.box.reach(std::max(one.box.reached(), handed_out));
                }
            }
        }
        looking = false;
    }

    void hand_out(const db::event_row& row, const domain::directory& places) {
        const auto service = places.service_index(row.service);
        frame made;
        for (auto& one : all) {
            if (!one.live || one.box.closed() || row.sequence <= one.box.reached() || !one.scope.covers(row, service)) {
                continue;
            }
            if (!made) {
                made = std::make_shared<const std::string>(event_frame(row, places));
            }
            if (!one.box.put(made)) {
                ++dropped;
                if (log) {
                    log->info("a live stream was closed: its reader did not keep up");
                }
            }
        }
    }

    // A page that is not full holds all that there was when it was asked for.
    static std::int64_t end_of(const rows& found, std::int64_t target) {
        const auto last = found.empty() ? 0 : found.back().sequence;
        return found.size() == page ? last : std::max(last, target);
    }

    // Everybody's scope as of now.
    std::shared_ptr<const domain::directory> follow_places() {
        auto places = board.places();
        const auto today = domain::london_date(now());
        for (auto& one : all) {
            if (!one.box.closed() && !one.scope.follow(places, today)) {
                one.box.close();
            }
        }
        return places;
    }

    // Called when the reader has nothing left to be written.
    void serve(const std::shared_ptr<follower>& one) {
        if (one->live || one->reading || one->box.closed()) {
            return;
        }
        if (one->box.reached() >= handed_out) {
            one->live = true;
            return;
        }
        one->reading = true;
        asio::co_spawn(loop, catch_up(one), [self = shared_from_this()](const std::exception_ptr& error) {
            if (error) {
                self->give_up();
            }
        });
    }

    // Pages of the ledger until there is something for this reader, or nothing is left.
    asio::awaitable<void> catch_up(std::weak_ptr<follower> who) {
        while (true) {
            auto one = who.lock();
            if (!one || one->box.closed() || !one->box.empty() || one->box.reached() >= handed_out) {
                if (one) {
                    one->reading = false;
                    one->live = one->box.empty() && one->box.reached() >= handed_out;
                }
                co_return;
            }
            const auto target = handed_out;
            auto work = read(history, one->box.reached());
            one.reset();
            const auto found = co_await asio::co_spawn(readers, std::move(work), asio::use_awaitable);
            const auto places = follow_places();
            if (one = who.lock(); one) {
                for (const auto& row : found) {
                    if (one->scope.covers(row, places->service_index(row.service))) {
                        one->box.put(std::make_shared<const std::string>(event_frame(row, *places)));
                    }
                }
                one->box.reach(std::max(one->box.reached(), end_of(found, target)));
            }
        }
    }

    // The ledger cannot be read: everybody goes, and may come back.
    void give_up() {
        if (log) {
            log->error("the live streams end: the ledger could not be read");
        }
        for (auto& one : all) {
            one.box.close();
        }
    }

    asio::io_context& loop;
    db::journal& events;
    const db::history& history;
    const db::live_board& board;
    const db::now_source now;
    asio::thread_pool& readers;
    const std::shared_ptr<spdlog::logger> log;
    // Also of the writer's thread.
    std::atomic<bool> anybody{false}; // follows
    std::atomic<bool> told{false};    // a look is on its way
    // Loop thread only.
    intrusive::list<follower, intrusive::constant_time_size<false>> all;
    std::size_t count{0};
    std::uint64_t dropped{0};
    std::int64_t handed_out{0}; // up to here, to all who are live
    bool looking{false};
};

event_hub::follower::follower(stream_scope who_gets, std::int64_t after, std::shared_ptr<desk> its_desk)
    : scope{std::move(who_gets)}, box{after}, at{std::move(its_desk)} {
    at->all.push_back(*this);
    ++at->count;
}

event_hub::follower::~follower() {
    unlink(); // while the desk is sure to be there
    --at->count;
    at->anybody = at->count > 0;
}

event_hub::event_hub(asio::io_context& loop, db::journal& events, const db::history& history,
                     const db::live_board& board, db::now_source now, asio::thread_pool& readers,
                     std::shared_ptr<spdlog::logger> log)
    : desk_{std::make_shared<desk>(loop, events, history, board, std::move(now), readers, std::move(log))} {
    events.on_commit([listening = std::weak_ptr{desk_}](std::int64_t) {
        if (const auto self = listening.lock()) {
            self->committed();
        }
    });
}

event_hub::~event_hub() = default;

std::shared_ptr<mailbox> event_hub::follow(stream_scope who_gets, std::optional<std::int64_t> after) {
    // First heard, then looked: what is committed in between is told by the one or the other.
    desk_->anybody = true;
    const auto last = desk_->events.last_sequence();
    if (desk_->count == 0 && !desk_->looking) {
        desk_->handed_out = last; // nobody was there to be handed anything
    }
    const auto one = std::make_shared<follower>(std::move(who_gets), after.value_or(last), desk_);
    one->box.when_written([listening = std::weak_ptr{one}] {
        if (const auto self = listening.lock()) {
            self->at->serve(self);
        }
    });
    desk_->serve(one);
    return {one, &one->box};
}

std::size_t event_hub::followers() const { return desk_->count; }
std::uint64_t event_hub::dropped() const { return desk_->dropped; }

} // namespace clockstart::api
