#pragma once

#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "domain/audience.hpp"

#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace clockstart::api {

class event_hub;
class kept_answers;
class session_book;
class token_book;
struct people_desk;

// What the daemon knows of its own work, since it started.
struct work_figures {
    std::optional<domain::instant> last_pass_at; // the alarm's last finished pass; none yet
    std::chrono::microseconds since_last_pass{}; // or since the start
    std::int64_t steps_recorded{};
    std::int64_t steps_skipped{};         // of those, without telling anybody
    std::chrono::microseconds jobs_lag{}; // how long the earliest due job has been waiting
};

// What webhooks need of who calls them; empty where nobody is called.
struct webhook_desk {
    // The host of a URL that may be called; else a fault that tells why not, without quoting it. May look up the name.
    std::function<domain::result<std::string>(const std::string& url)> host_of{};
    std::function<std::string()> make_secret{};
};

// What of the figures is published to everybody.
enum class publication {
    none,
    kept_months, // once a month is kept it is told, and never otherwise
    trial,       // also months that are not kept, from the board: invented children only
};

// What a handler reaches the rest of the daemon by. Built once by the composition root; everything in it outlives the
// listener.
struct house {
    db::journal& journal;        // the one way in
    const db::history& history;  // what was committed
    const db::live_board& board; // the same as columns, with the directory and the pathways
    const db::vault& identities;
    db::now_source now;                       // the daemon's idea of now, possibly moved for a trial
    session_book& sessions;                   // who signed in through the pages
    token_book& tokens;                       // who comes with a bearer token
    people_desk& people;                      // signing in with a password
    kept_answers& answers;                    // about single requests, given again while they hold
    boost::asio::thread_pool& readers;        // long reads and scans run here, never on the loop
    event_hub& live;                          // who follows what is committed
    std::function<void()> wake_jobs{};        // recurring work looks again now; empty where there is none
    std::function<void()> wake_courier{};     // the outbox is looked at now; empty where there is none
    std::function<work_figures()> own_work{}; // empty where nothing runs by itself
    webhook_desk webhooks{};
    domain::audience_book audiences{domain::built_in_audiences()}; // who gets which figures
    publication published{publication::none};
    std::string public_url{}; // what links begin with, without a '/' at its end; empty: not known
};

// The outbox is looked at now.
inline void wake_courier(const house& home) {
    if (home.wake_courier) {
        home.wake_courier();
    }
}

} // namespace clockstart::api
