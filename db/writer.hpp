#pragma once

#include "db/command_writer.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace clockstart::db {

// The journal's thread and queue.
class journal::writer {
public:
    writer(data_folder& folder, vault& identities, live_board& board, now_source now, options limits);
    ~writer() { stop(); }
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;

    void push(command what, const boost::asio::any_io_executor& executor, completion handler);
    domain::result<receipt> push_and_wait(command what);
    void on_commit(std::function<void(std::int64_t)> told);
    void on_failure(std::function<void()> told);
    std::int64_t last_sequence() const { return last_sequence_; }
    std::int64_t last_message() const { return last_message_; }
    std::optional<domain::instant> next_due() const;
    std::string failure() const;
    void stop();

private:
    using listeners = std::vector<std::function<void(std::int64_t)>>;

    // A caller that waits. The guard keeps the caller's loop going until the answer is there.
    struct waiting {
        command what;
        completion handler;
        boost::asio::executor_work_guard<boost::asio::any_io_executor> guard;

        waiting(command asked, const boost::asio::any_io_executor& executor, completion asker);
        void answer(domain::result<receipt> outcome);
    };

    // Why it is not taken, or nothing; `one` is only moved from when it is.
    std::optional<domain::errc> take(waiting& one);
    void run();
    std::vector<waiting> next_batch();
    void commit(std::vector<waiting>& batch);
    void publish();
    void note_position();
    void fail(std::vector<waiting>& batch, const std::string& why);

    const options limits_;
    live_board& board_;

    // The writer's thread only, once it runs.
    command_writer commands_;

    std::atomic<std::int64_t> last_sequence_{}, last_message_{};
    std::atomic<long long> next_due_{}; // microseconds; 0: nothing is to come

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    // Under mutex_.
    std::deque<waiting> queue_;
    bool stopping_{false};
    bool failed_{false};
    std::string why_failed_;
    std::shared_ptr<const listeners> on_commit_; // copied to be added to, so that the writer tells them unlocked
    std::function<void()> on_failure_;

    std::mutex joining_;
    std::thread thread_; // last: it runs on everything above
};

} // namespace clockstart::db
