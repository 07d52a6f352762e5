#pragma once

#include "db/command.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace clockstart::db {

class data_folder;
class live_board;
class vault;

// Gives the instant that counts as now; the daemon's (possibly shifted for a trial), or a test's own.
using now_source = std::function<domain::instant()>;

// The one way in. A queue, a writer thread and the only connection that writes and checkpoints. Whoever queued while
// the last commit was syncing is the next batch: one transaction, a savepoint for each command, one durable commit;
// then the board is told, then the callers. Decisions are taken inside that transaction.
class journal {
public:
    struct options {
        std::size_t queue_limit{4096}; // commands waiting; one more is refused with errc::busy
        std::size_t batch_limit{512};  // commands in one transaction
    };

    // Opens (and migrates) the database of the folder, fills `board`, starts the writer. Throws when the folder cannot
    // be used.
    journal(data_folder& folder, vault& identities, live_board& board, now_source now);
    journal(data_folder& folder, vault& identities, live_board& board, now_source now, options limits);
    ~journal(); // drains and joins

    // Any thread. Completes on the handler's executor with result<receipt>; a full queue completes at once with
    // errc::busy, a failed disk with errc::storage_failed (what became of the change is then unknown: ask again with
    // the same key).
    template <class CompletionToken>
    auto append(command what, CompletionToken&& token) {
        return boost::asio::async_initiate<CompletionToken, void(domain::result<receipt>)>(
            [this](auto handler, command&& taken) {
                const boost::asio::any_io_executor executor{boost::asio::get_associated_executor(handler)};
                enqueue(std::move(taken), executor, std::move(handler));
            },
            token, std::move(what));
    }
    // For commands without a loop: blocks the caller until the change is durable.
    domain::result<receipt> append_and_wait(command what);

    // Adds one who is told after every commit, on the writer's thread, in order: the last sequence committed. For live
    // subscribers and the alarm; told in the order of asking, for as long as the journal lives.
    void on_commit(std::function<void(std::int64_t sequence)> told);
    // Called once, on the writer's thread, when the disk has failed: the process has to end non-zero.
    void on_failure(std::function<void()> told);

    // Why the disk failed, as the engine names it (no value is quoted); empty while it has not.
    std::string failure() const;

    std::int64_t last_sequence() const;
    // The number of the last message committed.
    std::int64_t last_message() const;
    // The earliest instant at which a clock has to be looked at again, or nothing.
    std::optional<domain::instant> next_due() const;
    // Refuses what comes from now on, finishes what was taken, joins the writer. Idempotent.
    void stop();

private:
    using completion = boost::asio::any_completion_handler<void(domain::result<receipt>)>;
    void enqueue(command what, const boost::asio::any_io_executor& executor, completion handler);

    class writer;
    std::unique_ptr<writer> writer_;
};

} // namespace clockstart::db
