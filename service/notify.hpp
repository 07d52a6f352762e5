#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace clockstart::service {

// Tells systemd ("READY=1", "STOPPING=1", "WATCHDOG=1") over the socket that NOTIFY_SOCKET names. Does nothing when
// there is none; gives up silently when nobody listens, because a daemon that works must not fail over that.
void notify_systemd(std::string_view state);

// How often systemd wants to hear WATCHDOG=1 at least (WATCHDOG_USEC, when it is meant for this process); nothing
// when it does not listen for it.
std::optional<std::chrono::microseconds> watchdog_interval();

} // namespace clockstart::service
