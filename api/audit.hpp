#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/audit and the page /audit: who did, saw and was refused what, the newest first. For auditors and
// administrators; whoever has less than everything within reach asks by a reference that is.
boost::asio::awaitable<answer> list_audit(house& home, const call& asked);

// GET /api/v1/requests/{reference}/access and its page: who saw this child, over all requests of the same child within
// reach, in words that can be handed to the family.
boost::asio::awaitable<answer> show_access(house& home, const call& asked);

} // namespace clockstart::api
