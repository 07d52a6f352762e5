#pragma once

#include "db/journal_state.hpp"

#include <string>
#include <vector>

namespace clockstart::db {

// Records those prompts that are not there yet and gives them back: what is to reach people is made of these, in the
// same transaction. An older prompt of the same job and subject is closed: the new one takes its place.
std::vector<prompt> record_prompts(journal_state& state, const std::vector<prompt>& wanted, domain::instant at);

// False when there is no such prompt, or it is closed already.
bool close_row(journal_state& state, std::int64_t number, domain::instant at, const std::string& by);

domain::result<receipt> write(journal_state& state, const record_service_check& what);
domain::result<receipt> write(journal_state& state, const close_prompt& what);

} // namespace clockstart::db
