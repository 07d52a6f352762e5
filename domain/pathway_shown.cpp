#include "domain/pathway.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

void put_list(json::object& into, std::string_view name, const std::vector<std::string>& list) {
    if (!list.empty()) {
        into[name] = json::value_from(list);
    }
}

void put_flag(json::object& into, std::string_view name, bool set) {
    if (set) {
        into[name] = true;
    }
}

json::object show_limit(const time_limit& limit) {
    switch (limit.in) {
    case time_limit::unit::days:
        return {{"days", limit.count}};
    case time_limit::unit::weeks:
        return {{"weeks", limit.count}};
    case time_limit::unit::months:
        return {{"months", limit.count}};
    case time_limit::unit::working_days:
        break;
    }
    return {{"working_days", limit.count}};
}

json::object show_target(const target& one) {
    json::object shown{{"code", one.code}, {"name", one.name}, {"limit", show_limit(one.limit)}};
    put_list(shown, "starts", one.starts);
    put_list(shown, "restarts_after_end", one.restarts_after_end);
    put_list(shown, "restarts_after_nullified", one.restarts_after_nullified);
    put_list(shown, "meets", one.meets);
    put_list(shown, "ends", one.ends);
    put_list(shown, "nullifies", one.nullifies);
    put_list(shown, "pauses", one.pauses);
    put_list(shown, "resumes", one.resumes);
    shown["ladder"] = show_ladder(one.ladder);
    return shown;
}

json::object show_event(const event_rule& one) {
    json::object shown{{"type", one.type}, {"name", one.name}};
    if (!one.stage.empty()) {
        shown["stage"] = one.stage;
    }
    put_flag(shown, "once", one.once);
    put_flag(shown, "needs_reason", one.needs_reason);
    put_flag(shown, "closes", one.closes);
    put_flag(shown, "common", one.common);
    put_flag(shown, "by_clockstart", one.by_clockstart);
    put_list(shown, "after", one.after);
    put_list(shown, "requires_conditions", one.requires_conditions);
    return shown;
}

} // namespace

json::array show_ladder(const std::vector<ladder_step>& steps) {
    json::array ladder;
    for (const auto& step : steps) {
        json::object line{{"code", step.code}, {"role", step.role}};
        if (step.days_from_due) {
            line["days_from_due"] = *step.days_from_due;
        }
        if (step.percent_of_target) {
            line["percent_of_target"] = *step.percent_of_target;
        }
        ladder.push_back(std::move(line));
    }
    return ladder;
}

json::object show_pathway(const pathway& one) {
    json::object shown{{"code", one.code},
                       {"name", one.name},
                       {"prefix", one.prefix},
                       {"version", one.version},
                       {"valid_from", format_date(one.valid_from)},
                       {"opens_with", one.opens_with}};
    if (one.valid_to) {
        shown["valid_to"] = format_date(*one.valid_to);
    }
    json::array stages;
    for (const auto& stage : one.stages) {
        stages.push_back(json::object{{"code", stage.code}, {"name", stage.name}, {"open", stage.open}});
    }
    json::array events;
    for (const auto& rule : one.events) {
        events.push_back(show_event(rule));
    }
    json::array targets;
    for (const auto& rule : one.targets) {
        targets.push_back(show_target(rule));
    }
    shown["stages"] = std::move(stages);
    shown["events"] = std::move(events);
    shown["targets"] = std::move(targets);
    shown["reasons"] = json::value_from(one.reasons);
    return shown;
}

} // namespace clockstart::domain
