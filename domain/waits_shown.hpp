#pragma once

#include "domain/bands.hpp"
#include "domain/board.hpp"
#include "domain/pathway.hpp"

#include <boost/json/object.hpp>

namespace clockstart::domain {

// The bands that suit a target best: the national set that has an edge at its limit, else another that has; chs-8 where
// none has, and without a target.
const band_set& usual_bands(const target* rule);

// One line of waiting times as every answer and every snapshot tells it: {key, name, waiting, within_target, ...,
// bands, completed: {count, ...}, removed, added}. Weeks and percentages have one decimal; what is not defined is null.
boost::json::object show_waits_group(const waits_group& group, const band_set& bands);

} // namespace clockstart::domain
