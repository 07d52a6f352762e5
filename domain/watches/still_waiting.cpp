#include "domain/watches/rules.hpp"

namespace clockstart::domain {

namespace {

std::optional<civil_date> day_of(const event& one, const pathway& rules) {
    const bool says_so = one.type == rules.opens_with || one.type == event_type::confirmed_waiting;
    return says_so ? std::optional{day_dealt_with(one)} : std::nullopt;
}

std::optional<civil_date> since(const watched_request& request) { return latest_day(request, day_of); }

} // namespace

// Waiting lists are confirmed with the family every 12 weeks (NHS England, validation of waiting lists).
const watch_rule still_waiting{.code = "still_waiting",
                               .name = "Not confirmed as still waiting for 12 weeks",
                               .role = "requester",
                               .after = {time_limit::unit::weeks, 12},
                               .again = {time_limit::unit::weeks, 12},
                               .since = since};

} // namespace clockstart::domain
