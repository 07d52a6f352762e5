#pragma once

#include "db/journal_state.hpp"

#include "domain/message.hpp"

namespace clockstart::db {

// Writes down that somebody is to be told, in the transaction of what is told. `request` 0: it is about none.
void record_message(journal_state& state, domain::message::kind about, std::int64_t subject, long long request,
                    std::string_view role, domain::instant at);

domain::result<receipt> write(journal_state& state, const hand_out& what);
domain::result<receipt> write(journal_state& state, const mark_seen& what);
domain::result<receipt> write(journal_state& state, const set_recipient& what);

} // namespace clockstart::db
