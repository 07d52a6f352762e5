#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/door.hpp"
#include "api/gate.hpp"
#include "api/routes.hpp"

#include <optional>

namespace clockstart::api {

// Finds out who asks and fills call.who: by bearer token, else by session cookie, else (on the data folder's own
// socket) as its owner. An answer means: not let in. A token that is not known is refused even where none is needed.
std::optional<answer> identify(const door& at, const admitted& what, const route& wanted, call& into);

// Whether whoever was let in still would be, with the same rights: asked again while a live answer goes on.
bool is_still_known(const door& at, const admitted& what, const call& asked);

// Once the body is there: whoever sent it may have been signed out meanwhile, and a change must come from a page of
// ours (refuse_other_site). An answer means: refused.
std::optional<answer> refuse_with_body(const door& at, const admitted& what, const call& asked);

// A change that rides on a session cookie must come from one of our own pages: Sec-Fetch-Site and Origin when the
// browser sends them, and the form token of the session ("csrf" in the form, or X-CSRF-Token). Call it with the body
// read. An answer means: refused.
std::optional<answer> refuse_other_site(const admitted& what, const call& asked);

} // namespace clockstart::api
