#include "domain/watches/rules.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

// A wait that was over before its breach came to our notice is history: nobody is chased for it.
bool was_over(const watched_request& request, const event& breach) {
    return std::ranges::any_of(request.clocks, [&](const clock& one) {
        if (one.target != std::string_view{breach.details.at("target").as_string()} || !one.stopped_on ||
            *one.due_on + std::chrono::days{1} != breach.on) {
            return false;
        }
        const auto stop = std::ranges::find_if(request.events, [&](const event& other) {
            return other.type == one.stopped_by && other.on == *one.stopped_on;
        });
        return stop != request.events.end() && stop->sequence < breach.sequence;
    });
}

// The day on which the earliest breach without a reason was noticed.
std::optional<civil_date> since(const watched_request& request) {
    std::optional<civil_date> earliest;
    for (const auto& one : request.events) {
        if (one.type != event_type::breached || was_over(request, one)) {
            continue;
        }
        const std::string_view target{one.details.at("target").as_string()};
        if (breach_reason(request.events, target, one.on - std::chrono::days{1}).empty()) {
            const auto noticed = day_dealt_with(one);
            earliest = std::min(earliest.value_or(noticed), noticed);
        }
    }
    return earliest;
}

} // namespace

const watch_rule breach_without_reason{.code = "breach_without_reason",
                                       .name = "Past target, and nobody has given the reason",
                                       .role = "provider_manager",
                                       .after = {time_limit::unit::working_days, 5},
                                       .again = {time_limit::unit::working_days, 20},
                                       .since = since};

} // namespace clockstart::domain
