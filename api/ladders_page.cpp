#include "api/ladders_page.hpp"

#include "api/cursor.hpp"
#include "api/parameters.hpp"
#include "api/waits_page.hpp"

#include "domain/step.hpp"
#include "domain/watch.hpp"

#include <algorithm>

namespace clockstart::api {

namespace json = boost::json;

namespace {

std::string days_text(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string when_text(const json::object& step) {
    if (const auto* const percent = step.if_contains("percent_of_target")) {
        return "When " + std::to_string(percent->as_int64()) + "% of the time allowed has passed";
    }
    const auto days = static_cast<int>(step.at("days_from_due").as_int64());
    return days == 0  ? "When the due day is over: the target is passed"
           : days < 0 ? days_text(-days) + " before the due day"
                      : days_text(days) + " after the due day";
}

bool is_breach(const json::value& step) {
    return step.as_object().at("code") == json::value(domain::step_code::breach);
}

bool is_after(const json::value& step) {
    const auto* const days = step.as_object().if_contains("days_from_due");
    return days != nullptr && days->as_int64() > 0;
}

// [{when, role}], with the breach, which comes whether or not it is named.
json::array spoken_steps(json::array steps) {
    if (std::ranges::none_of(steps, is_breach)) {
        const auto* const place = std::ranges::find_if(steps, is_after);
        steps.insert(
            place,
            json::object{{"code", domain::step_code::breach}, {"days_from_due", 0}, {"role", "provider_manager"}});
    }
    json::array spoken;
    for (const auto& one : steps) {
        const auto& step = one.as_object();
        spoken.push_back(json::object{{"when", when_text(step)}, {"role", step.at("role")}});
    }
    return spoken;
}

std::string name_of_target(const viewpoint& at, std::string_view pathway, std::string_view target) {
    const auto* const rules = at.pathways->find(pathway, at.today);
    const auto* const rule = rules == nullptr ? nullptr : rules->target_of(target);
    return rule == nullptr ? std::string{target} : rule->name;
}

// The pathways' own, those that are alike together: [{targets: [{pathway, target_name, limit}], steps}].
json::array usual_ladders(const viewpoint& at, std::string_view wanted) {
    json::array groups;
    for (const auto* const newest : at.pathways->current()) {
        const auto* const rules = at.pathways->find(newest->code, at.today);
        if (!wanted.empty() && rules->code != wanted) {
            continue;
        }
        for (const auto& target : rules->targets) {
            const json::value steps = spoken_steps(domain::show_ladder(target.ladder));
            auto* group = std::ranges::find(groups, steps, [](const json::value& one) { return one.at("steps"); });
            if (group == groups.end()) {
                groups.push_back(json::object{{"targets", json::array{}}, {"steps", steps}});
                group = std::prev(groups.end());
            }
            group->as_object()["targets"].as_array().push_back(json::object{
                {"pathway_name", rules->name}, {"target_name", target.name}, {"limit", target.limit.text()}});
        }
    }
    return groups;
}

json::array own_ladders(const viewpoint& at, const json::array& items) {
    json::array spoken;
    for (const auto& one : items) {
        auto ladder = one.as_object();
        ladder["target_name"] = name_of_target(at, std::string_view{ladder.at("pathway").as_string()},
                                               std::string_view{ladder.at("target").as_string()});
        ladder["steps"] = spoken_steps(std::move(ladder.at("steps").as_array()));
        spoken.push_back(std::move(ladder));
    }
    return spoken;
}

json::array spoken_watches() {
    json::array spoken;
    for (const auto* const one : domain::watch_rules()) {
        spoken.push_back(json::object{
            {"name", one->name}, {"after", one->after.text()}, {"again", one->again.text()}, {"role", one->role}});
    }
    return spoken;
}

} // namespace

json::object ladders_page(const call& asked, const viewpoint& at, const json::array& items, const json::value& next) {
    json::object page{{"usual", usual_ladders(at, given(asked, "pathway"))},
                      {"own", own_ladders(at, items)},
                      {"has_own", !items.empty()},
                      {"may_set", at.within.sets_rules},
                      {"watches", spoken_watches()}};
    page["options"] = json::object{{"pathway", pathway_choices(at, given(asked, "pathway"))}};
    add_page_links(page, asked, next);
    return page;
}

} // namespace clockstart::api
