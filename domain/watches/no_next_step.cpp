#include "domain/watches/rules.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

// The day until which somebody has planned what happens next, or the day on which something last happened.
std::optional<civil_date> since(const watched_request& request) {
    if (!request.state.open || !is_waiting(request)) {
        return std::nullopt;
    }
    std::optional<civil_date> last;
    for (const auto& one : request.events) {
        if (!is_by_people(one) || one.type == event_type::note) {
            continue;
        }
        auto until = day_dealt_with(one);
        if (one.type == event_type::next_step_planned) {
            const auto planned = parse_date(std::string_view{one.details.at("planned_for").as_string()});
            until = std::max(until, planned ? *planned : until);
        }
        last = std::max(last.value_or(civil_date::min()), until);
    }
    return last;
}

} // namespace

const watch_rule no_next_step{.code = "no_next_step",
                              .name = "No next step is planned",
                              .role = "requester",
                              .after = {time_limit::unit::working_days, 10},
                              .again = {time_limit::unit::weeks, 12},
                              .since = since};

} // namespace clockstart::domain
