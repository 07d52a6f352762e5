#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const plan_jobs& what);
// The receipt counts what the effects changed.
domain::result<receipt> write(journal_state& state, const finish_job& what);
domain::result<receipt> write(journal_state& state, const run_job& what);

} // namespace clockstart::db
