#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace clockstart::service {

// The daemon's log, to standard error: lines for people, or one JSON object a line. Written by a thread of its own;
// when that cannot keep up the oldest lines are dropped, because a log must never stop the loop. Nothing in it names
// anybody.
std::shared_ptr<spdlog::logger> open_log(const std::string& level, bool json);

// Waits until everything is written, and ends the thread.
void close_log();

} // namespace clockstart::service
