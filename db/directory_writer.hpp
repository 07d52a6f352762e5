#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const put_directory& what);

// Who changed what of the reference data, and when; gives the receipt.
receipt note_change(journal_state& state, const actor& by, std::string what, std::size_t count);

} // namespace clockstart::db
