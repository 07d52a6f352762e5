#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

// All or nothing: after the first fault rows are still read and judged, so that all faults are told (up to 1,000).
domain::result<receipt> write(journal_state& state, const import_requests& what);

} // namespace clockstart::db
