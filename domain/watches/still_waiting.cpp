#include "domain/watches/rules.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

std::optional<civil_date> since(const watched_request& request) {
    if (!request.state.open || !is_waiting(request)) {
        return std::nullopt;
    }
    std::optional<civil_date> last;
    for (const auto& one : request.events) {
        if (one.type == request.rules.opens_with || one.type == event_type::confirmed_waiting) {
            last = std::max(last.value_or(civil_date::min()), day_dealt_with(one));
        }
    }
    return last;
}

} // namespace

// Waiting lists are confirmed with the family every 12 weeks (NHS England, validation of waiting lists).
const watch_rule still_waiting{.code = "still_waiting",
                               .name = "Not confirmed as still waiting for 12 weeks",
                               .role = "requester",
                               .after = {time_limit::unit::weeks, 12},
                               .again = {time_limit::unit::weeks, 12},
                               .since = since};

} // namespace clockstart::domain
