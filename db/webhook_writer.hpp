#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const add_webhook& what);
domain::result<receipt> write(journal_state& state, const end_webhook& what);
domain::result<receipt> write(journal_state& state, const hand_out_events& what);

} // namespace clockstart::db
