#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

// The work of one command inside the writer's transaction: what it gives is to be kept, what it refuses the caller
// undoes. Throws when the storage fails.
domain::result<receipt> write(journal_state& state, const create_request& what);
domain::result<receipt> write(journal_state& state, const add_event& what);
// Each request anew: a clock that was stopped or moved meanwhile has no step.

} // namespace clockstart::db
