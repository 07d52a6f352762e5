#include "domain/watch.hpp"

#include "domain/watches/rules.hpp"

#include <algorithm>
#include <array>

namespace clockstart::domain {

namespace {

constexpr std::array<const watch_rule*, 7> all{&no_next_step,          &nothing_happened,     &still_waiting,
                                               &transfer_not_accepted, &visit_needs_decision, &breach_without_reason,
                                               &equipment_review};

} // namespace

std::span<const watch_rule* const> watch_rules() { return all; }

const watch_rule* find_watch(std::string_view code) {
    const auto found = std::ranges::find(all, code, [](const watch_rule* one) { return one->code; });
    return found == all.end() ? nullptr : *found;
}

std::vector<step> watch_steps(const watch_rule& rule, const watched_request& request,
                              std::optional<civil_date> recorded, instant now) {
    std::vector<step> steps;
    const auto since = rule.since(request);
    if (!since) {
        return steps;
    }
    // A step that was recorded before `since` belongs to what has been dealt with.
    auto on = recorded && *recorded > *since ? due_date(rule.again, *recorded, request.calendar)
                                             : due_date(rule.after, *since, request.calendar);
    while (true) {
        steps.push_back({.target = {},
                         .code = rule.code,
                         .role = rule.role,
                         .due_on = on,
                         .at = first_instant(on + std::chrono::days{1}),
                         .is_warning = false});
        if (steps.back().at > now) {
            return steps;
        }
        on = due_date(rule.again, on, request.calendar);
    }
}

civil_date day_dealt_with(const event& one) { return std::max(one.on, london_date(one.recorded_at)); }

std::optional<civil_date> latest_day(const watched_request& request,
                                     std::optional<civil_date> (*day_of)(const event&, const pathway&)) {
    std::optional<civil_date> latest;
    if (request.state.open && goes_on(headline_clock(request.rules, request.clocks).state)) {
        for (const auto& one : request.events) {
            latest = std::max(latest, day_of(one, request.rules)); // no day is the least
        }
    }
    return latest;
}

} // namespace clockstart::domain
