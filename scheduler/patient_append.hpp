#pragma once

#include "db/journal.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::scheduler {

enum class appended {
    taken,
    refused,
    disk_failed, // the journal has told the daemon, which ends
};

// Appends; while the queue is full again and again, a second apart: what was sent must not be sent again because others
// write.
boost::asio::awaitable<appended> append_patiently(db::journal& events, db::command what);

} // namespace clockstart::scheduler
