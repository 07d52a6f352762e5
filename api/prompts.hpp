#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/house.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// GET /prompts: what recurring work asks people to do, the newest first. A therapist sees what is for the team, a
// provider manager that and what is for managers, a commissioner what is for commissioners, administrators and auditors
// all; each within reach.
boost::asio::awaitable<answer> list_prompts(house& home, const call& asked);

// POST /prompts/{number}/done: it needs nobody any more. For those who see it, but auditors.
boost::asio::awaitable<answer> close_prompt(house& home, const call& asked);

// POST /prompts/{number}/done from the page: the same; 303 back to the list as it was. Of a service that nobody has
// checked for long it records that its details were found right today.
boost::asio::awaitable<answer> take_prompt_form(house& home, const call& asked);

} // namespace clockstart::api
