#include "domain/step_text.hpp"

#include "domain/step.hpp"
#include "domain/watch.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace clockstart::domain {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> roles{
    {{"requester", "the person who asked"},
     {"team", "the team"},
     {"provider_manager", "the provider's manager"},
     {"area_commissioner", "the area's commissioner"},
     {"administrator", "the administrator"}}};

std::string days_text(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

} // namespace

std::string step_text(const pathway& rules, std::string_view target, std::string_view code, civil_date due_on,
                      civil_date on) {
    if (target.empty()) {
        const auto* const watch = find_watch(code);
        return std::string{watch == nullptr ? code : watch->name};
    }
    const auto* const rule = rules.target_of(target);
    const std::string name{rule == nullptr ? target : std::string_view{rule->name}};
    const auto due = format_long_date(due_on);
    if (code == step_code::breach) {
        return "Past target: " + name + " was due by " + due;
    }
    const int days = days_between(on, due_on);
    return days == 0  ? name + " is due today"
           : days > 0 ? name + " is due in " + days_text(days) + ", by " + due
                      : name + " is " + days_text(-days) + " past its target of " + due;
}

bool is_step_role(std::string_view role) {
    return std::ranges::find(roles, role, &std::pair<std::string_view, std::string_view>::first) != roles.end();
}

std::string role_text(std::string_view role) {
    const auto found = std::ranges::find(roles, role, &std::pair<std::string_view, std::string_view>::first);
    return std::string{found == roles.end() ? role : found->second};
}

} // namespace clockstart::domain
