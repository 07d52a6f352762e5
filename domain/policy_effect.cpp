#include "domain/policy_effect.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

// The last period of a target, or null where the policy does not have it.
const clock* last_of(const std::vector<clock>& clocks, std::string_view target) {
    const auto found =
        std::find_if(clocks.rbegin(), clocks.rend(), [&](const clock& one) { return one.target == target; });
    return found == clocks.rend() ? nullptr : &*found;
}

bool is_breached(const clock* one) { return one != nullptr && one->state == clock_state::breached; }

} // namespace

policy_effect compare_policies(const pathway& now, const pathway& then, std::span<const event> events,
                               const working_calendar& calendar, civil_date as_at) {
    const auto clocks_now = fold_clocks(now, events, calendar, as_at, false);
    const auto clocks_then = fold_clocks(then, events, calendar, as_at, false);
    policy_effect effect;
    for (const auto& one : clocks_now) {
        if (!goes_on(one.state)) {
            continue;
        }
        const auto* const changed = last_of(clocks_then, one.target);
        effect.runs = true;
        effect.newly_breaches |= !is_breached(&one) && is_breached(changed);
        effect.no_longer_breaches |= is_breached(&one) && !is_breached(changed);
        effect.changes_due |= changed == nullptr || changed->due_on != one.due_on;
    }
    for (const auto& rule : then.targets) {
        const bool is_new = now.target_of(rule.code) == nullptr;
        effect.newly_breaches |= effect.runs && is_new && is_breached(last_of(clocks_then, rule.code));
    }
    return effect;
}

} // namespace clockstart::domain
