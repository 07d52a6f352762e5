#pragma once

#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const invite_person& what);
domain::result<receipt> write(journal_state& state, const give_link& what);
domain::result<receipt> write(journal_state& state, const accept_invitation& what);
domain::result<receipt> write(journal_state& state, const reset_password& what);
domain::result<receipt> write(journal_state& state, const pass_second_factor& what);
domain::result<receipt> write(journal_state& state, const change_password& what);
domain::result<receipt> write(journal_state& state, const renew_recovery_codes& what);
domain::result<receipt> write(journal_state& state, const disable_person& what);
domain::result<receipt> write(journal_state& state, const enable_person& what);

} // namespace clockstart::db
