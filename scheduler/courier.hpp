#pragma once

#include "scheduler/delivery_hours.hpp"
#include "scheduler/mail.hpp"

#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace spdlog {
class logger;
}

namespace clockstart::scheduler {

// How people are told.
struct courier_settings {
    std::optional<mail_settings> mail{}; // none: in their inboxes alone
    delivery_hours hours{};
    std::string public_url{};     // what links begin with; empty: no links
    std::function<bool()> held{}; // while true nothing is made or sent; empty: never. On the pool.
};

// Brings what was recorded to those who are to be told. In one pass: messages are handed out to inboxes; mails become
// due, one to a person for all that is new, at once or with the daily digest; what is due in the outbox is handed to
// the mail server, and what came of it recorded. A mail is in the outbox, with its id, before it is sent: after a crash
// it is sent again with that id, and never forgotten. Woken by new messages; between passes never asleep for longer
// than 30 s. All that is given must outlive the courier, and the pool is to be joined before what it reads goes away.
class courier {
public:
    static constexpr std::chrono::seconds longest_sleep{30};

    courier(boost::asio::io_context& loop, boost::asio::thread_pool& pool, db::journal& events,
            const db::history& history, const db::live_board& board, db::now_source now, courier_settings how,
            std::shared_ptr<spdlog::logger> log = {});
    ~courier(); // stops; on the loop's thread, or when the loop does not run any more
    courier(const courier&) = delete;
    courier& operator=(const courier&) = delete;

    // Begins on the loop, with a pass at once. Call it once.
    void start();
    // Loop thread. No further mail is sent. The one under way comes to its end, and is recorded; or, after a few
    // seconds (hang_up), is cut off and sent again at the next start.
    void stop();
    // Looks again now. Any thread.
    void wake();

    // How many passes have come to their end: everything due was done. Any thread.
    std::int64_t finished_passes() const;

private:
    struct round;
    std::shared_ptr<round> round_;
};

} // namespace clockstart::scheduler
