#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /people: who has an account, with role, scope and state; for administrators and auditors. Their addresses are for
// administrators of everything, as is all that follows.
boost::asio::awaitable<answer> list_people(house& home, const call& asked);
// POST /api/v1/people: one more. The answer alone has the link by which they choose their password.
boost::asio::awaitable<answer> invite_person(house& home, const call& asked);
// POST /api/v1/people/{id}/link, {purpose: invitation | reset}: another link. An invitation takes password and second
// factor away at once and begins anew; a reset asks for the second factor that they have.
boost::asio::awaitable<answer> give_person_link(house& home, const call& asked);
// POST /api/v1/people/{id}/disable, /enable, /sign-out: their sessions end at once.
boost::asio::awaitable<answer> disable_person(house& home, const call& asked);
boost::asio::awaitable<answer> enable_person(house& home, const call& asked);
boost::asio::awaitable<answer> sign_person_out(house& home, const call& asked);

// The forms of the page. Those that make a link answer with the page, which shows it this once.
boost::asio::awaitable<answer> take_person_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_person_link_form(house& home, const call& asked);
boost::asio::awaitable<answer> take_person_button(house& home, const call& asked); // disable, enable, sign-out

} // namespace clockstart::api
