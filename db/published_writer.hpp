#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

// Period by period: what is held of that series and period is compared, replaced, and the difference kept.
domain::result<receipt> write(journal_state& state, const import_published& what);

} // namespace clockstart::db
