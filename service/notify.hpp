#pragma once

#include <string_view>

namespace clockstart::service {

// Tells systemd ("READY=1", "STOPPING=1") over the socket that NOTIFY_SOCKET names. Does nothing when there is none;
// gives up silently when nobody listens, because a daemon that works must not fail over that.
void notify_systemd(std::string_view state);

} // namespace clockstart::service
