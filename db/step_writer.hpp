#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

// What time brought about, request by request. A request that cannot be dealt with is set aside for an hour and the
// others go on.
domain::result<receipt> write(journal_state& state, const record_due_steps& what);

} // namespace clockstart::db
