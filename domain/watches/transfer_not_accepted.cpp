#include "domain/watches/rules.hpp"

namespace clockstart::domain {

namespace {

// From the transfer until the service that took it over does anything with it.
std::optional<civil_date> since(const watched_request& request) {
    std::optional<civil_date> transferred;
    for (const auto& one : request.events) {
        if (one.type == event_type::transferred) {
            transferred = day_dealt_with(one);
        } else if (is_by_people(one) && one.type != event_type::note) {
            transferred.reset();
        }
    }
    return request.state.open ? transferred : std::nullopt;
}

} // namespace

const watch_rule transfer_not_accepted{.code = "transfer_not_accepted",
                                       .name = "Transferred, and not taken up within five working days",
                                       .role = "provider_manager",
                                       .after = {time_limit::unit::working_days, 5},
                                       .again = {time_limit::unit::working_days, 20},
                                       .since = since};

} // namespace clockstart::domain
