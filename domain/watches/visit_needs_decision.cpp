#include "domain/watches/rules.hpp"

namespace clockstart::domain {

namespace {

std::optional<civil_date> since(const watched_request& request) {
    std::optional<civil_date> missed;
    for (const auto& one : request.events) {
        if (one.type == "not_brought") {
            missed = day_dealt_with(one);
        }
    }
    return request.state.open && request.state.not_brought_unresolved ? missed : std::nullopt;
}

} // namespace

// A child who was not brought is a safeguarding question, so somebody decides: another visit, or discharge under the
// four conditions (NHS Data Dictionary, discharge after did not attend).
const watch_rule visit_needs_decision{.code = "visit_needs_decision",
                                      .name = "The child was not brought: decide what happens next",
                                      .role = "team",
                                      .after = {time_limit::unit::working_days, 1},
                                      .again = {time_limit::unit::working_days, 20},
                                      .since = since};

} // namespace clockstart::domain
