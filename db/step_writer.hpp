#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

// What time brought about, request by request, and how far time has come, also when nothing was due. A request that
// cannot be dealt with is set aside for an hour and the others go on.
domain::result<receipt> write(journal_state& state, const record_due_steps& what);

domain::result<receipt> write(journal_state& state, const release_sending& what);

} // namespace clockstart::db
