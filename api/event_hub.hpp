#pragma once

#include "api/stream_scope.hpp"

#include "db/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace boost::asio {
class io_context;
class thread_pool;
} // namespace boost::asio

namespace clockstart::db {
class history;
class live_board;
} // namespace clockstart::db

namespace spdlog {
class logger;
}

namespace clockstart::api {

class mailbox;

// Hands committed events to those who follow them. After a commit, and only while somebody follows, it reads what is
// new from the ledger, once for all, makes one frame of each event and puts it into the mailboxes of those whose scope
// covers it. Who comes back with an old event id is first given, page by page and at its own pace, what was recorded
// since, and goes over to what is new when it has all of that: without a gap, and nothing twice.
//
// Loop thread only, apart from hearing the journal. Everything it is built with must outlive the loop's run.
class event_hub {
public:
    event_hub(boost::asio::io_context& loop, db::journal& events, const db::history& history,
              const db::live_board& board, db::now_source now, boost::asio::thread_pool& readers,
              std::shared_ptr<spdlog::logger> log = {});
    ~event_hub();
    event_hub(const event_hub&) = delete;
    event_hub& operator=(const event_hub&) = delete;

    // From the event after `after`, or else from now on. Letting go of the mailbox ends it.
    std::shared_ptr<mailbox> follow(stream_scope who_gets, std::optional<std::int64_t> after);

    std::size_t followers() const;
    std::uint64_t dropped() const; // closed since the start because they were too slow

private:
    struct follower;
    struct desk;
    std::shared_ptr<desk> desk_;
};

} // namespace clockstart::api
