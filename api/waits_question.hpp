#pragma once

#include "api/viewpoint.hpp"

#include "domain/audience.hpp"
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
    const domain::audience* reader = nullptr; // who is answered; outlives the question
};

// The groupings that may be asked for, in the order of the contract.
std::span<const std::string_view> waits_groupings();

// Today, by one grouping, over the 12 months up to now: what the home and area pages ask. Who may have only ends of
// months gets the last one.
waits_asked usual_question(const viewpoint& at, domain::grouping by, const domain::audience& reader);

// Whether figures in that grouping may go to that audience: those by age, sex and the like are not sums of services.
bool may_group(const domain::audience& reader, std::string_view group_by);

// Reads ?pathway, area, provider, service, as_at, from, to, group_by, target, bands.
// - as_at: default today; at most a year ahead, which tells who would be waiting if nothing were done.
// - from, to: the days of the flows, inclusive; default: up to as_at, from the first of the month 11 months before.
// - group_by: default area; month gives one group for each month of from..to, at most 120, and none after as_at.
// - target: a target of the pathway, so it needs one pathway; default its headline.
// - bands: a band set; default the one that has an edge at the target's limit, chs-8 over several pathways.
// An audience that is not exact has fewer questions, since each one more is another sum to be subtracted: the day is
// the last month's end up to as_at that is over, the flows are those of that month, and from, to, target, bands and
// most groupings are refused. A role that sees no figures gets not_found, and so does such an audience within a school.
domain::result<waits_asked> read_waits_question(const call& asked, const viewpoint& at, const domain::audience& reader);

} // namespace clockstart::api
