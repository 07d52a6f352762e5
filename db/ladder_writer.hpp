#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const put_ladder& what);

} // namespace clockstart::db
