#pragma once

#include "api/waits_question.hpp"

#include <boost/json/object.hpp>

namespace clockstart::api {

// Choices that several pages offer. Areas: those that have a service within reach, and what lies above them.
boost::json::array pathway_choices(const viewpoint& at, std::string_view selected);
boost::json::array area_choices(const viewpoint& at, std::string_view selected);

// Pages that show what a changed target would do, [{href, text}]: of the pathway chosen, or of each; empty for who may
// not see it.
boost::json::array preview_links(const viewpoint& at, std::string_view pathway);

// "Area", "Age": what the rows of a grouping are.
std::string_view heading_of(std::string_view group_by);

// One or two sentences: how many wait, and how many of them within target. By month: of the last one.
std::string waits_summary(const boost::json::object& counted, domain::civil_date today);

// {waiting, within_target} over all groups; null when nobody waits. What is hidden is null, with * as its words.
boost::json::value waits_totals(const boost::json::object& counted);

// What waits.mustache needs beside the answer. `error`: what is wrong with as_at, or "".
boost::json::object waits_page(const call& asked, const viewpoint& at, const waits_asked& read,
                               const boost::json::object& counted, std::string_view error);

} // namespace clockstart::api
