#pragma once

#include "api/viewpoint.hpp"

#include "domain/bands.hpp"

#include <span>
#include <string>
#include <string_view>

namespace clockstart::api {

// What is asked of the board, and how the answer is to be told.
struct waits_asked {
    domain::waits_question question;
    std::string pathway;       // the one pathway it is about, or empty
    std::string target;        // code of its target; empty over several pathways, each then judged by its headline
    std::string_view group_by; // as the API names it
    const domain::band_set* bands = nullptr;
};

// The groupings that may be asked for, in the order of the contract.
std::span<const std::string_view> waits_groupings();

// Today, by one grouping, over the 12 months up to now: what the home and area pages ask.
waits_asked usual_question(const viewpoint& at, domain::grouping by);

// Reads ?pathway, area, provider, service, as_at, from, to, group_by, target, bands.
// - as_at: default today; at most a year ahead, which tells who would be waiting if nothing were done.
// - from, to: the days of the flows, inclusive; default: up to as_at, from the first of the month 11 months before.
// - group_by: default area; month gives one group for each month of from..to, at most 120, and none after as_at.
// - target: a target of the pathway, so it needs one pathway; default its headline.
// - bands: a band set; default the one that has an edge at the target's limit, chs-8 over several pathways.
// A role that sees no figures gets not_found.
domain::result<waits_asked> read_waits_question(const call& asked, const viewpoint& at);

} // namespace clockstart::api
