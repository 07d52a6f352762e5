#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const add_token& what);
domain::result<receipt> write(journal_state& state, const end_token& what);
domain::result<receipt> write(journal_state& state, const note_token_use& what);

// Of tokens and accounts alike: the grant holds no more, mail to its holder that waits is dropped.
void end_grant(journal_state& state, const actor& by, const std::string& id);
// It was used on that day.
void note_use(journal_state& state, const std::string& id, domain::civil_date on);

} // namespace clockstart::db
