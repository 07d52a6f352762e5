#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /status/{reference}?code=: where a request stands, for the family, by the code of its letter and without an
// account: no name, no diagnosis, no words of anybody. A wrong code and a reference that is not there are one answer,
// 404; guesses are slowed down and stand in the audit.
boost::asio::awaitable<answer> show_status(house& home, const call& asked);
// GET /status: the form that asks for reference and code; filled in, it leads to the page above.
boost::asio::awaitable<answer> find_status(house& home, const call& asked);

// GET /requests/{reference}/letter: what is printed and given to the family, with the code; for whoever may write.
boost::asio::awaitable<answer> show_letter(house& home, const call& asked);
// POST .../letter/code, and the button: another code; the one before is not known any more.
boost::asio::awaitable<answer> renew_letter_code(house& home, const call& asked);
boost::asio::awaitable<answer> take_letter_code_form(house& home, const call& asked);

} // namespace clockstart::api
