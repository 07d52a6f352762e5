#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /tokens: who holds a token, with its scope, its end and its last use, the newest first; for administrators and
// auditors. Never the token itself.
boost::asio::awaitable<answer> list_tokens(house& home, const call& asked);
// POST /api/v1/tokens: one more; for administrators of everything. The answer alone has the token.
boost::asio::awaitable<answer> create_token(house& home, const call& asked);
// POST /api/v1/tokens/{id}/end: it is not known any more, and whoever signed in with it is signed out; for
// administrators of everything.
boost::asio::awaitable<answer> end_token(house& home, const call& asked);

// The forms of the page. The one that makes a token answers with the page, which shows it this once.
boost::asio::awaitable<answer> take_token_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_token_end_form(house& home, const call& asked);

} // namespace clockstart::api
