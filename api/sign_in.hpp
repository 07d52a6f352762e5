#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /sign-in: address and password, or a token. POST /sign-in: a token becomes a session at once; a password is
// answered with the page that asks for the second factor. The answer to a wrong address and to a wrong password is the
// same, in words and in time; who guesses waits longer and longer (attempt_book).
boost::asio::awaitable<answer> show_sign_in(house& home, const call& asked);
boost::asio::awaitable<answer> sign_in(house& home, const call& asked);
// POST /sign-in/code: the second factor, a code of the app or a recovery code; then the session begins.
boost::asio::awaitable<answer> take_sign_in_code(house& home, const call& asked);
// POST /sign-out ends the session.
boost::asio::awaitable<answer> sign_out(house& home, const call& asked);

} // namespace clockstart::api
