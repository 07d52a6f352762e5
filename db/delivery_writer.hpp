#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const make_mails& what);
domain::result<receipt> write(journal_state& state, const record_attempts& what);
domain::result<receipt> write(journal_state& state, const replay_delivery& what);

} // namespace clockstart::db
