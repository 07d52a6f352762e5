#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <string>
#include <string_view>

namespace clockstart::api {

// Lets somebody in: a new session, in place of the one that the browser may have, and its cookie in the answer.
void give_session(house& home, const call& asked, const principal& who, answer& into);
// The end of the browser's session.
void take_session(house& home, const call& asked, answer& from);

// Marks the browser as one that this account has signed in with, for a year: whoever guesses at the account from
// elsewhere does not keep its owner waiting (OWASP, device cookies). The mark tells nobody whose it is.
void mark_device(const house& home, const call& asked, std::string_view account, answer& into);
bool is_marked_for(const house& home, const call& asked, std::string_view account);

} // namespace clockstart::api
