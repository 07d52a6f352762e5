#include "domain/watches/rules.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

// Children grow: what was delivered is looked at again as long as the request is open.
std::optional<civil_date> since(const watched_request& request) {
    std::optional<civil_date> last;
    for (const auto& one : request.events) {
        if (one.type == "delivered" || one.type == "fitted" || one.type == event_type::review_held) {
            last = std::max(last.value_or(one.on), one.on);
        }
    }
    return request.state.open ? last : std::nullopt;
}

} // namespace

const watch_rule equipment_review{.code = "equipment_review",
                                  .name = "The equipment is due to be reviewed",
                                  .role = "requester",
                                  .after = {time_limit::unit::weeks, 26},
                                  .again = {time_limit::unit::weeks, 12},
                                  .since = since};

} // namespace clockstart::domain
