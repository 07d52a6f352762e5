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
        if (is_by_people(one)) {
            last = std::max(last.value_or(civil_date::min()), day_dealt_with(one));
        }
    }
    return last;
}

} // namespace

const watch_rule nothing_happened{.code = "nothing_happened",
                                  .name = "Nothing has been recorded for four weeks",
                                  .role = "team",
                                  .after = {time_limit::unit::days, 28},
                                  .again = {time_limit::unit::weeks, 12},
                                  .since = since};

} // namespace clockstart::domain
