#pragma once

#include "api/house.hpp"
#include "api/request_view.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace clockstart::api {

// {reference, pathway_name, stage, stage_since, promised_by, next_step, contact}: what a family is told, and nothing
// else.
boost::json::object status_of(const house& home, const db::held_request& held, const judged_request& judged);

// The stage in the pathway's words.
std::string stage_name(const judged_request& judged);

// What comes next in plain words, and whom to ring: the service that has the request, by name.
std::string next_step_of(const judged_request& judged, domain::civil_date today);
boost::json::value contact_of(const judged_request& judged, const db::held_request& held,
                              const domain::directory& places);

} // namespace clockstart::api
