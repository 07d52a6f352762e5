#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const add_token& what);
domain::result<receipt> write(journal_state& state, const end_token& what);
domain::result<receipt> write(journal_state& state, const note_token_use& what);

} // namespace clockstart::db
