#include "db/writer.hpp"

#include "db/board_rebuild.hpp"
#include "db/data_folder.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/system_executor.hpp>

#include <soci/error.h>

#include <span>
#include <utility>

namespace clockstart::db {

namespace asio = boost::asio;

namespace {

// These take long, so nobody else waits in their transaction.
bool is_import(const command& what) {
    return std::holds_alternative<import_requests>(what) || std::holds_alternative<import_published>(what);
}

} // namespace

journal::writer::waiting::waiting(command asked, const asio::any_io_executor& executor, completion asker)
    : what{std::move(asked)}, handler{std::move(asker)}, guard{asio::make_work_guard(executor)} {}

void journal::writer::waiting::answer(domain::result<receipt> outcome) {
    const auto executor = guard.get_executor();
    asio::dispatch(executor, asio::append(std::move(handler), std::move(outcome)));
    guard.reset();
}

journal::writer::writer(data_folder& folder, vault& identities, live_board& board, now_source now, options limits)
    : limits_{limits}, board_{board}, commands_{folder.database(), identities, std::move(now)} {
    board_.replace(commands_.state().places);
    board_.replace(commands_.state().pathways);
    board_.replace(commands_.state().ladders);
    board_.replace(commands_.state().calendar);
    rebuild(board_, commands_.sql());
    note_position();
    thread_ = std::thread{[this] { run(); }};
}

std::optional<domain::errc> journal::writer::take(waiting& one) {
    const std::lock_guard lock{mutex_};
    if (failed_) {
        return domain::errc::storage_failed;
    }
    if (stopping_ || queue_.size() >= limits_.queue_limit) {
        return domain::errc::busy;
    }
    queue_.push_back(std::move(one));
    arrived_.notify_one();
    return std::nullopt;
}

void journal::writer::push(command what, const asio::any_io_executor& executor, completion handler) {
    waiting one{std::move(what), executor, std::move(handler)};
    if (const auto refused = take(one)) {
        // Never inside the call that asked: it may hold what its own completion needs.
        asio::post(executor, asio::append(std::move(one.handler), domain::result<receipt>{domain::refuse(*refused)}));
    }
}

domain::result<receipt> journal::writer::push_and_wait(command what) {
    std::promise<domain::result<receipt>> promised;
    auto answer = promised.get_future();
    waiting one{std::move(what), asio::system_executor{},
                [&promised](domain::result<receipt> outcome) { promised.set_value(std::move(outcome)); }};
    if (const auto refused = take(one)) {
        return domain::refuse(*refused);
    }
    return answer.get();
}

void journal::writer::on_commit(std::function<void(std::int64_t)> told) {
    const std::lock_guard lock{mutex_};
    auto all = on_commit_ ? *on_commit_ : listeners{};
    all.push_back(std::move(told));
    on_commit_ = std::make_shared<const listeners>(std::move(all));
}

void journal::writer::on_failure(std::function<void()> told) {
    const std::lock_guard lock{mutex_};
    on_failure_ = std::move(told);
}

std::optional<domain::instant> journal::writer::next_due() const {
    const auto at = next_due_.load();
    return at == 0 ? std::nullopt : std::optional{domain::instant{std::chrono::microseconds{at}}};
}

std::string journal::writer::failure() const {
    const std::lock_guard lock{mutex_};
    return why_failed_;
}

void journal::writer::stop() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        arrived_.notify_all();
    }
    const std::lock_guard lock{joining_};
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::vector<journal::writer::waiting> journal::writer::next_batch() {
    std::unique_lock lock{mutex_};
    // What is left of judging anew goes on between the batches, and after the next start.
    const auto may_judge = [this] { return commands_.state().is_judging_anew && !stopping_ && !failed_; };
    arrived_.wait(lock, [&] { return stopping_ || !queue_.empty() || may_judge(); });
    std::vector<waiting> batch;
    while (!queue_.empty() && batch.size() < limits_.batch_limit) {
        const bool alone = is_import(queue_.front().what);
        if (alone && !batch.empty()) {
            break;
        }
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
        if (alone) {
            return batch;
        }
    }
    if (may_judge()) {
        batch.emplace_back(judge_anew{}, asio::system_executor{}, [](const domain::result<receipt>&) {});
    }
    return batch;
}

void journal::writer::run() {
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
        bool failed = false;
        {
            const std::lock_guard lock{mutex_};
            failed = failed_;
        }
        if (failed) {
            for (auto& one : batch) {
                one.answer(domain::refuse(domain::errc::storage_failed));
            }
            continue;
        }
        try {
            commit(batch);
        } catch (const soci::soci_error&) {
            fail(batch, commands_.give_up()); // the text of the exception quotes what was bound
        } catch (const std::exception& broken) {
            commands_.give_up();
            fail(batch, broken.what());
        }
    }
}

void journal::writer::commit(std::vector<waiting>& batch) {
    std::vector<domain::result<receipt>> outcomes;
    outcomes.reserve(batch.size());
    commands_.begin();
    for (const auto& one : batch) {
        outcomes.push_back(commands_.write(one.what));
    }
    commands_.commit();
    publish();
    for (std::size_t place = 0; place < batch.size(); ++place) {
        batch[place].answer(std::move(outcomes[place]));
    }
}

// The board first, then whoever listens, then the callers: who wrote, reads it.
void journal::writer::publish() {
    auto& state = commands_.state();
    if (board_.places() != state.places) {
        board_.replace(state.places);
    }
    if (board_.pathways() != state.pathways) {
        board_.replace(state.pathways);
    }
    if (board_.ladders() != state.ladders) {
        board_.replace(state.ladders);
    }
    if (board_.calendar() != state.calendar) {
        board_.replace(state.calendar);
    }
    if (!state.changes.requests.empty()) {
        board_.apply([&](domain::board& columns) {
            const std::span<const domain::board_row> rows{state.changes.rows};
            for (const auto& one : state.changes.requests) {
                columns.put(one.number, rows.subspan(one.first, one.count));
            }
        });
    }
    note_position();
    // After the position: whoever reads while this happens sees one of the two change (see api/kept_answers.hpp).
    for (const auto& one : state.changes.requests) {
        board_.note_change(one.child);
    }
    state.changes = {};
    std::shared_ptr<const listeners> all;
    {
        const std::lock_guard lock{mutex_};
        all = on_commit_;
    }
    if (all) {
        for (const auto& told : *all) {
            told(last_sequence_);
        }
    }
}

void journal::writer::note_position() {
    last_sequence_ = commands_.state().head.sequence;
    last_message_ = commands_.state().head.messages;
    next_due_ = commands_.state().due.next().value_or(0);
}

void journal::writer::fail(std::vector<waiting>& batch, const std::string& why) {
    std::function<void()> told;
    {
        const std::lock_guard lock{mutex_};
        failed_ = true;
        why_failed_ = why;
        told = on_failure_;
    }
    if (told) {
        told();
    }
    for (auto& one : batch) {
        one.answer(domain::refuse(domain::errc::storage_failed));
    }
}

} // namespace clockstart::db
