#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/requests/{reference}/subject-access and its page: all that is held of the child, for a request by the
// child or the family (UK GDPR, article 15): who they are and were held to be, every request with all events and words,
// with whom it was shared, who saw it. For administrators of everything who see children.
boost::asio::awaitable<answer> show_subject_access(house& home, const call& asked);

} // namespace clockstart::api
