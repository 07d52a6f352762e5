#pragma once

#include "api/routes.hpp"
#include "api/viewpoint.hpp"

#include "domain/pathway.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace clockstart::api {

// A changed policy that somebody wants to try: nothing of it is stored.
struct policy_question {
    std::string code;
    domain::pathway changed;
};

// What it would do to the requests whose clocks go on, within reach: counts in all and for each area, and the
// references concerned, 200 of each kind at the most. Every one of them is judged by it, whatever its clock start.
// Reads page after page on the readers' threads; others come in between. All three outlive it.
boost::asio::awaitable<boost::json::object> try_policy(const house& home, const viewpoint& at,
                                                       const policy_question& asked);

// POST /api/v1/pathways/{code}/preview: a whole pathway document, or {"targets": [{"code", "limit"}]}.
boost::asio::awaitable<answer> preview_policy(house& home, const call& asked);
// GET of the page and of the API: one limit changed, ?target=, ?limit= and ?unit=.
boost::asio::awaitable<answer> show_policy_preview(house& home, const call& asked);

} // namespace clockstart::api
