#include "domain/watches/rules.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

// The day until which somebody has planned what happens next, or the day on which something last happened.
std::optional<civil_date> day_of(const event& one, const pathway& /*rules*/) {
    if (!is_by_people(one) || one.type == event_type::note) {
        return std::nullopt;
    }
    const auto dealt_with = day_dealt_with(one);
    if (one.type != event_type::next_step_planned) {
        return dealt_with;
    }
    const auto planned = parse_date(std::string_view{one.details.at("planned_for").as_string()});
    return std::max(dealt_with, planned ? *planned : dealt_with);
}

std::optional<civil_date> since(const watched_request& request) { return latest_day(request, day_of); }

} // namespace

const watch_rule no_next_step{.code = "no_next_step",
                              .name = "No next step is planned",
                              .role = "requester",
                              .after = {time_limit::unit::working_days, 10},
                              .again = {time_limit::unit::weeks, 12},
                              .since = since};

} // namespace clockstart::domain
