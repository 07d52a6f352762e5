#pragma once

#include "api/routes.hpp"

namespace clockstart::api {

// GET /api/v1/figures and the page /figures: the waiting times of a month's end for everybody, without an account, by
// area or pathway. Small numbers are kept back (domain/suppression.hpp). A month that is kept is told as it was known
// at its end, for good: what was published does not change with what is recorded later, so two readings of one month
// tell nothing. Not there unless the configuration has it, or the folder is for trials.
boost::asio::awaitable<answer> show_figures(house& home, const call& asked);

} // namespace clockstart::api
