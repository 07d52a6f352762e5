#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /account: who the caller is, and the sessions that are open in the caller's name.
boost::asio::awaitable<answer> show_account(house& home, const call& asked);
// POST /api/v1/account/sessions/{id}/end, and the button: one of them ends.
boost::asio::awaitable<answer> end_own_session(house& home, const call& asked);
boost::asio::awaitable<answer> take_session_end_form(house& home, const call& asked);
// POST /account/password: another password, by whoever shows the one there is and the second factor. All other sessions
// end.
boost::asio::awaitable<answer> take_password_form(house& home, const call& asked);
// POST /account/recovery-codes: ten new ones, by whoever shows the second factor; the answer shows them this once.
boost::asio::awaitable<answer> take_recovery_form(house& home, const call& asked);

} // namespace clockstart::api
