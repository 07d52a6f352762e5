#include "domain/outlook.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

std::string_view text_of(const event& one, std::string_view name) {
    const auto* const found = one.details.if_contains(name);
    return found != nullptr && found->is_string() ? std::string_view{found->get_string()} : std::string_view{};
}

bool is_of(const recorded_step& recorded, const step& one) {
    return recorded.target == one.target && recorded.code == one.code && recorded.due_on == one.due_on;
}

bool is_recorded(std::span<const recorded_step> recorded, const step& one) {
    return std::ranges::any_of(recorded, [&](const recorded_step& other) { return is_of(other, one); });
}

// Stopped after its due day: the breach has happened, whether or not anybody noticed it then.
bool stopped_late(const clock& one) {
    return one.state == clock_state::missed ||
           (one.state == clock_state::ended && one.stopped_on && *one.stopped_on > *one.due_on);
}

std::string_view breach_role(std::span<const ladder_step> ladder) {
    const auto found = std::ranges::find(ladder, step_code::breach, &ladder_step::code);
    return found == ladder.end() ? std::string_view{"provider_manager"} : std::string_view{found->role};
}

void add_ladder(std::vector<step>& ahead, const outlook_basis& from, const clock& one,
                std::span<const recorded_step> recorded) {
    const auto* const rule = from.request.rules.target_of(one.target);
    const auto ladder = from.ladders.ladder_of(from.request.rules.code, *rule, from.service, from.places, *one.due_on);
    auto steps = ladder_steps(one, ladder);
    if (stopped_late(one)) {
        steps.push_back({.target = one.target,
                         .code = step_code::breach,
                         .role = breach_role(ladder),
                         .due_on = *one.due_on,
                         .at = first_instant(*one.due_on + std::chrono::days{1}),
                         .is_warning = false});
    }
    const auto last =
        std::find_if(steps.rbegin(), steps.rend(), [&](const step& other) { return is_recorded(recorded, other); });
    for (auto each = last.base(); each != steps.end(); ++each) {
        // Two periods of one target may fall due on the same day: one step, since target and due day name it.
        const bool is_listed = std::ranges::any_of(ahead, [&](const step& other) {
            return other.target == each->target && other.code == each->code && other.due_on == each->due_on;
        });
        if (!is_listed) {
            ahead.push_back(*each);
        }
    }
}

} // namespace

std::optional<recorded_step> step_of(const event& one) {
    const bool is_breach = one.type == event_type::breached;
    if (!is_breach && one.type != event_type::step_reached) {
        return std::nullopt;
    }
    const auto due_on = parse_date(text_of(one, "due_on"));
    return recorded_step{.target = text_of(one, "target"),
                         .code = is_breach ? step_code::breach : text_of(one, "step"),
                         .due_on = due_on.value()};
}

std::vector<step> steps_ahead(const outlook_basis& from, instant now) {
    std::vector<recorded_step> recorded;
    for (const auto& one : from.ledger) {
        if (const auto said = step_of(one)) {
            recorded.push_back(*said);
        }
    }
    std::vector<step> ahead;
    for (const auto& one : from.request.clocks) {
        if (one.started_on) {
            add_ladder(ahead, from, one, recorded);
        }
    }
    for (const auto* const rule : watch_rules()) {
        std::optional<civil_date> last;
        for (const auto& one : recorded) {
            if (one.target.empty() && one.code == rule->code) {
                last = std::max(last.value_or(one.due_on), one.due_on);
            }
        }
        std::ranges::move(watch_steps(*rule, from.request, last, now), std::back_inserter(ahead));
    }
    std::ranges::stable_sort(ahead, {}, &step::at);
    return ahead;
}

std::string_view reason_to_skip(const step& one, std::span<const step> reached) {
    const bool is_overtaken =
        one.is_warning && std::ranges::any_of(reached, [&](const step& other) {
            return other.code == step_code::breach && other.target == one.target && other.due_on == one.due_on;
        });
    return is_overtaken ? "overtaken_by_breach" : std::string_view{};
}

std::vector<step> worth_telling(std::span<const step> reached) {
    std::vector<step> kept;
    for (auto one = reached.begin(); one != reached.end(); ++one) {
        const bool is_last = std::none_of(one + 1, reached.end(), [&](const step& later) {
            return later.target == one->target &&
                   (one->target.empty() ? later.code == one->code : later.due_on == one->due_on);
        });
        if (one->code == step_code::breach || is_last) {
            kept.push_back(*one);
        }
    }
    return kept;
}

} // namespace clockstart::domain
