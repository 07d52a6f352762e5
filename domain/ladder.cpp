#include "domain/ladder.hpp"

#include <algorithm>
#include <chrono>

namespace clockstart::domain {

namespace {

using std::chrono::days;

// The last day of a pause that moved the due day, if any.
std::optional<civil_date> last_resumed(const clock& one) {
    std::optional<civil_date> last;
    for (const auto& [from, to] : one.pauses) {
        if (to && from <= *one.due_on) {
            last = std::max(last.value_or(*to), *to);
        }
    }
    return last;
}

civil_date day_of(const clock& one, const ladder_step& rule) {
    if (rule.days_from_due) {
        // The due day itself is inside: a breach is the first instant after it.
        return *one.due_on + days{*rule.days_from_due == 0 ? 1 : *rule.days_from_due};
    }
    const int allowed = days_between(*one.started_on, *one.due_on);
    return *one.due_on - days{allowed * (100 - *rule.percent_of_target) / 100};
}

bool overlap(const ladder_override& left, const ladder_override& right) {
    return (!left.to || right.from <= *left.to) && (!right.to || left.from <= *right.to);
}

} // namespace

std::vector<step> ladder_steps(const clock& one, std::span<const ladder_step> ladder) {
    std::vector<step> steps;
    if (one.state != clock_state::running && one.state != clock_state::breached) {
        return steps;
    }
    const auto resumed = last_resumed(one);
    steps.reserve(ladder.size() + 1);
    const auto add = [&](std::string_view code, std::string_view role, civil_date on) {
        steps.push_back({.target = one.target,
                         .code = code,
                         .role = role,
                         .due_on = *one.due_on,
                         .at = first_instant(on),
                         .is_warning = on <= *one.due_on});
    };
    for (const auto& rule : ladder) {
        const auto on = day_of(one, rule);
        if (on > *one.started_on && (!resumed || on > *resumed)) {
            add(rule.code, rule.role, on);
        }
    }
    if (std::ranges::none_of(steps, [](const step& other) { return other.code == step_code::breach; })) {
        add(step_code::breach, "provider_manager", *one.due_on + days{1});
    }
    std::ranges::stable_sort(steps, {}, &step::at);
    return steps;
}

result<void> ladder_book::add(ladder_override one) {
    ladder_override* ended = nullptr;
    for (auto& other : overrides_) {
        const bool is_same_place = other.pathway == one.pathway && other.target == one.target &&
                                   other.service == one.service && other.area == one.area;
        if (!is_same_place || !overlap(other, one)) {
            continue;
        }
        if (other.to || other.from >= one.from) {
            return refuse(errc::conflict, "/from",
                          "overlaps another ladder for the same target and place, which holds from " +
                              format_date(other.from) + (other.to ? " to " + format_date(*other.to) : std::string{}));
        }
        ended = &other;
    }
    if (ended != nullptr) {
        ended->to = one.from - days{1};
        ended->is_ended_by_next = true;
    }
    overrides_.push_back(std::move(one));
    return {};
}

ladder_book ladder_book::known_at(instant then) const {
    ladder_book known;
    for (auto one : overrides_) {
        if (!one.recorded_at || *one.recorded_at <= then) {
            one.to = one.is_ended_by_next ? std::nullopt : one.to;
            one.is_ended_by_next = false;
            known.add(std::move(one)).value();
        }
    }
    return known;
}

std::span<const ladder_step> ladder_book::ladder_of(std::string_view pathway, const target& rule,
                                                    std::string_view service, const directory& places,
                                                    civil_date due_on) const {
    if (overrides_.empty()) {
        return rule.ladder;
    }
    const auto find = [&](std::string ladder_override::*place, std::string_view code) {
        return std::ranges::find_if(overrides_, [&](const ladder_override& one) {
            return one.*place == code && one.pathway == pathway && one.target == rule.code && one.from <= due_on &&
                   (!one.to || due_on <= *one.to);
        });
    };
    if (const auto own = find(&ladder_override::service, service); own != overrides_.end()) {
        return own->steps;
    }
    const auto* const held = places.find_service(service);
    const auto* area = held == nullptr ? nullptr : places.find_area(held->area);
    for (int depth = 0; area != nullptr && depth < 10; ++depth) {
        if (const auto of_area = find(&ladder_override::area, area->code); of_area != overrides_.end()) {
            return of_area->steps;
        }
        area = places.parent_of(area->code, due_on);
    }
    return rule.ladder;
}

} // namespace clockstart::domain
