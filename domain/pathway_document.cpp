#include "domain/document_reader.hpp"
#include "domain/embedded.hpp"
#include "domain/limit_document.hpp"
#include "domain/pathway.hpp"
#include "domain/step_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <utility>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

event_rule read_event(const json::object& from, const std::string& place, document_reader& reader) {
    reader.only(from,
                {"type", "name", "stage", "once", "needs_reason", "closes", "common", "by_clockstart", "after",
                 "requires_conditions"},
                place);
    return {.type = reader.text(from, "type", place, true),
            .name = reader.text(from, "name", place, true),
            .stage = reader.text(from, "stage", place),
            .once = reader.flag(from, "once", place),
            .needs_reason = reader.flag(from, "needs_reason", place),
            .closes = reader.flag(from, "closes", place),
            .common = false,
            .by_clockstart = reader.flag(from, "by_clockstart", place),
            .after = reader.texts(from, "after", place),
            .requires_conditions = reader.texts(from, "requires_conditions", place)};
}

// It stands in addresses, tables and messages.
bool is_step_code(std::string_view code) {
    constexpr std::size_t longest = 40;
    return code.size() <= longest &&
           code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-+_") == std::string_view::npos;
}

ladder_step read_step(const json::object& from, const std::string& place, document_reader& reader) {
    reader.only(from, {"code", "days_from_due", "percent_of_target", "role"}, place);
    ladder_step step{reader.text(from, "code", place, true), std::nullopt, std::nullopt,
                     reader.text(from, "role", place, true)};
    if (from.contains("days_from_due")) {
        step.days_from_due = reader.number(from, "days_from_due", place, -3'650, 3'650);
    } else if (from.contains("percent_of_target")) {
        step.percent_of_target = reader.number(from, "percent_of_target", place, 1, 100);
    }
    if (!step.code.empty() && !is_step_code(step.code)) {
        reader.complain(place + "/code", "is to be up to 40 small letters, digits and the signs - + _");
    }
    if (!step.role.empty() && !is_step_role(step.role)) {
        reader.complain(place + "/role", "is to be requester, team, provider_manager, area_commissioner or "
                                         "administrator");
    }
    if ((step.days_from_due == 0) != (step.code == "breach")) {
        reader.complain(place + "/code", "is \"breach\" for the step of 0 days, and for no other");
    }
    if (from.contains("days_from_due") == from.contains("percent_of_target")) {
        reader.complain(place, "needs either days_from_due or percent_of_target");
    }
    return step;
}

std::vector<ladder_step> read_steps(const json::object& from, const std::string& name, const std::string& place,
                                    document_reader& reader) {
    constexpr std::size_t most = 50; // of each request, and each is recorded
    std::vector<ladder_step> steps;
    for (const auto& [step, at] : reader.objects(from, name, place)) {
        steps.push_back(read_step(*step, at, reader));
    }
    if (steps.size() > most) {
        reader.complain(place + "/" + name, "has more than 50 steps");
    }
    reader.once_each(steps, &ladder_step::code, place + "/" + name);
    return steps;
}

target read_target(const json::object& from, const std::string& place, document_reader& reader) {
    reader.only(from,
                {"code", "name", "limit", "starts", "restarts_after_end", "restarts_after_nullified", "meets", "ends",
                 "nullifies", "pauses", "resumes", "ladder"},
                place);
    target found{.code = reader.text(from, "code", place, true),
                 .name = reader.text(from, "name", place, true),
                 .limit = read_limit(from, place, reader),
                 .starts = reader.texts(from, "starts", place),
                 .restarts_after_end = reader.texts(from, "restarts_after_end", place),
                 .restarts_after_nullified = reader.texts(from, "restarts_after_nullified", place),
                 .meets = reader.texts(from, "meets", place),
                 .ends = reader.texts(from, "ends", place),
                 .nullifies = reader.texts(from, "nullifies", place),
                 .pauses = reader.texts(from, "pauses", place),
                 .resumes = reader.texts(from, "resumes", place),
                 .ladder = {}};
    found.ladder = read_steps(from, "ladder", place, reader);
    return found;
}

const std::vector<event_rule>& common_events() {
    static const std::vector<event_rule> common = [] {
        document_reader reader;
        std::vector<event_rule> made;
        const auto document = json::parse(file("pathways/common.json").value());
        for (const auto& [one, at] : reader.objects(document.get_object(), "events", "")) {
            made.push_back(read_event(*one, at, reader));
            made.back().common = true;
        }
        return made;
    }();
    return common;
}

// The lists of a target name events of the pathway.
void check_target(const pathway& one, const target& rule, const std::string& place, document_reader& reader) {
    for (const auto& [name, list] : {std::pair{"starts", &rule.starts},
                                     {"restarts_after_end", &rule.restarts_after_end},
                                     {"restarts_after_nullified", &rule.restarts_after_nullified},
                                     {"meets", &rule.meets},
                                     {"ends", &rule.ends},
                                     {"nullifies", &rule.nullifies},
                                     {"pauses", &rule.pauses},
                                     {"resumes", &rule.resumes}}) {
        for (std::size_t number = 0; number < list->size(); ++number) {
            if (one.rule_of((*list)[number]) == nullptr) {
                reader.complain(place + "/" + name + "/" + std::to_string(number), "is no event of this pathway");
            }
        }
    }
    if (rule.starts.empty()) {
        reader.complain(place + "/starts", "needs at least one event");
    }
    if (rule.meets.empty()) {
        reader.complain(place + "/meets", "needs at least one event");
    }
}

// What a pathway's parts say of each other has to fit.
void check(const pathway& one, document_reader& reader) {
    reader.once_each(one.stages, &stage::code, "/stages");
    reader.once_each(one.events, &event_rule::type, "/events");
    reader.once_each(one.targets, &target::code, "/targets");
    if (one.valid_to && *one.valid_to < one.valid_from) {
        reader.complain("/valid_to", "is before valid_from");
    }
    if (one.targets.empty()) {
        reader.complain("/targets", "needs at least one target");
    }
    if (one.rule_of(one.opens_with) == nullptr) {
        reader.complain("/opens_with", "is no event of this pathway");
    } else if (!one.targets.empty() &&
               std::ranges::find(one.headline().starts, one.opens_with) == one.headline().starts.end()) {
        reader.complain("/targets/0/starts", "lack the event that opens a request: its clock would never start");
    }
    for (std::size_t number = 0; number < one.events.size(); ++number) {
        const auto& rule = one.events[number];
        const auto place = rule.common ? std::string{"/stages"} : "/events/" + std::to_string(number);
        if (!rule.stage.empty() && one.stage_of(rule.stage) == nullptr) {
            reader.complain(place, "lacks the stage of the event " + rule.type + ", " + rule.stage);
        }
        for (const auto& before : rule.after) {
            if (one.rule_of(before) == nullptr) {
                reader.complain(place + "/after", "names an event that this pathway does not have");
            }
        }
    }
    for (std::size_t number = 0; number < one.targets.size(); ++number) {
        check_target(one, one.targets[number], "/targets/" + std::to_string(number), reader);
    }
}

std::optional<civil_date> read_day(const json::object& from, std::string_view name, document_reader& reader) {
    const auto text = reader.text(from, name, "", name == "valid_from");
    if (text.empty()) {
        return std::nullopt;
    }
    const auto day = parse_date(text, "/" + std::string{name});
    if (!day) {
        reader.complain(day.error().faults.front().pointer, day.error().faults.front().detail);
        return std::nullopt;
    }
    return *day;
}

} // namespace

result<std::vector<ladder_step>> read_ladder(const json::value& steps) {
    document_reader reader;
    const json::object from{{"steps", steps}};
    auto found = read_steps(from, "steps", "", reader);
    if (!reader.faults.empty()) {
        return refusal{errc::invalid, std::move(reader.faults), BOOST_CURRENT_LOCATION};
    }
    return found;
}

result<pathway> read_pathway(const json::value& document) {
    if (!document.is_object()) {
        return refuse(errc::invalid, "", "a pathway is an object");
    }
    const auto& from = document.get_object();
    document_reader reader;
    reader.only(from,
                {"code", "name", "prefix", "version", "valid_from", "valid_to", "opens_with", "stages", "events",
                 "targets", "reasons"},
                "");
    pathway found{.code = reader.text(from, "code", "", true),
                  .name = reader.text(from, "name", "", true),
                  .prefix = reader.text(from, "prefix", "", true),
                  .version = reader.number(from, "version", "", 1, 1'000'000),
                  .valid_from = read_day(from, "valid_from", reader).value_or(civil_date{}),
                  .valid_to = read_day(from, "valid_to", reader),
                  .opens_with = reader.text(from, "opens_with", "", true),
                  .stages = {},
                  .events = {},
                  .targets = {},
                  .reasons = reader.texts(from, "reasons", "")};
    const auto is_upper = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    if (found.prefix.size() != 2 || !std::ranges::all_of(found.prefix, is_upper)) {
        reader.complain("/prefix", "is to be two capital letters");
    }
    for (const auto& [one, at] : reader.objects(from, "stages", "")) {
        reader.only(*one, {"code", "name", "open"}, at);
        found.stages.push_back({reader.text(*one, "code", at, true), reader.text(*one, "name", at, true),
                                reader.flag(*one, "open", at, true)});
    }
    for (const auto& [one, at] : reader.objects(from, "events", "")) {
        auto rule = read_event(*one, at, reader);
        if (std::ranges::none_of(common_events(), [&](const event_rule& common) { return common.type == rule.type; })) {
            found.events.push_back(std::move(rule));
        }
    }
    found.events.insert(found.events.end(), common_events().begin(), common_events().end());
    for (const auto& [one, at] : reader.objects(from, "targets", "")) {
        found.targets.push_back(read_target(*one, at, reader));
    }
    check(found, reader);
    if (!reader.faults.empty()) {
        return refusal{errc::invalid, std::move(reader.faults), BOOST_CURRENT_LOCATION};
    }
    return found;
}

} // namespace clockstart::domain
