#include "domain/decision.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

namespace json = boost::json;

bool has(std::span<const event> events, std::string_view type) {
    return std::ranges::any_of(events, [&](const event& one) { return one.type == type; });
}

const event* opening_of(const pathway& rules, std::span<const event> ledger) {
    const auto found = std::ranges::find(ledger, rules.opens_with, &event::type);
    return found == ledger.end() ? nullptr : &*found;
}

const event* find_sequence(std::span<const event> events, std::int64_t sequence) {
    const auto found = std::ranges::find(events, sequence, &event::sequence);
    return found == events.end() ? nullptr : &*found;
}

bool closes(const pathway& rules, const event& one) {
    const auto* const rule = rules.rule_of(one.type);
    return rule != nullptr && rule->closes;
}

// What may still be recorded after a request was closed.
bool may_follow_closing(std::string_view type) {
    return type == event_type::corrected || type == event_type::note || type == event_type::breached ||
           type == event_type::step_reached || type == event_type::breach_explained;
}

// Discharge after "was not brought": all four conditions recorded as true (NHS Data Dictionary, DISCHARGE AFTER PATIENT
// DID NOT ATTEND: clearly communicated; not contrary to the patient's best clinical interests; under a published local
// policy; a policy that protects vulnerable patients, for example children).
std::vector<fault> missing_conditions(const pathway& rules, const json::object& details) {
    std::vector<fault> missing;
    const auto* const given = details.if_contains("conditions");
    const auto strict =
        std::ranges::find_if(rules.events, [](const event_rule& one) { return !one.requires_conditions.empty(); });
    if (strict == rules.events.end()) {
        return missing;
    }
    for (const auto& condition : strict->requires_conditions) {
        const auto* const said =
            given != nullptr && given->is_object() ? given->get_object().if_contains(condition) : nullptr;
        if (said == nullptr || !said->is_bool() || !said->get_bool()) {
            missing.push_back({"/conditions/" + condition, "has to be recorded as true before a child who was not "
                                                           "brought is discharged; otherwise offer another visit"});
        }
    }
    return missing;
}

// The opening event may move back to the birth and forward to what came next, and cannot be made undone.
result<void> check_opening_moved(std::span<const event> effective, const event& opening, civil_date on, bool voids,
                                 std::optional<civil_date> born) {
    if (voids) {
        return refuse(errc::invalid, "/void",
                      "is not possible for the event that opened the request; record `closed` with a reason instead");
    }
    if (born && on < *born) {
        return refuse(errc::invalid, "/on", "is before the child was born");
    }
    const auto first = std::ranges::find_if(
        effective, [&](const event& one) { return one.sequence != opening.sequence && is_by_people(one); });
    if (first != effective.end() && on > first->on) {
        return refuse(errc::invalid, "/on",
                      "is after another event of this request (" + first->type + " on " + format_date(first->on) +
                          "); correct that one first");
    }
    return {};
}

result<void> check_correction(const pathway& rules, std::span<const event> ledger, std::span<const event> effective,
                              const proposed_event& proposed, event& made, std::optional<civil_date> born) {
    const auto* const opening = opening_of(rules, ledger);
    const auto* const named = proposed.details.if_contains("corrects");
    const auto sequence = named == nullptr ? opening->sequence : (named->is_int64() ? named->get_int64() : 0);
    const auto* const corrected = find_sequence(ledger, sequence);
    if (corrected == nullptr || corrected->type == event_type::corrected || !is_by_people(*corrected)) {
        return refuse(errc::invalid, "/corrects",
                      "names no event of this request that can be corrected; give an event's sequence number");
    }
    made.details["corrects"] = sequence;
    const auto* const said = proposed.details.if_contains("void");
    const bool voids = said != nullptr && said->is_bool() && said->get_bool();
    if (corrected == opening) {
        return check_opening_moved(effective, *opening, proposed.on, voids, born);
    }
    if (voids) {
        return {};
    }
    if (const auto opened = find_sequence(effective, opening->sequence)->on; proposed.on < opened) {
        return refuse(errc::invalid, "/on",
                      "is before the request was opened, " + format_date(opened) +
                          "; correct that date first if it is wrong");
    }
    // A correction also brings back what was voided, and that may have been recorded anew since.
    const auto* const rule = rules.rule_of(corrected->type);
    const bool is_doubled = rule != nullptr && rule->once && std::ranges::any_of(effective, [&](const event& one) {
                                return one.type == corrected->type && one.sequence != sequence;
                            });
    if (is_doubled) {
        return refuse(errc::conflict, "/corrects",
                      "names an event that happens once and has been recorded anew; correct that one");
    }
    return {};
}

// Everything about the day except corrections of the opening event.
result<void> check_day(const proposed_event& proposed, civil_date opened, civil_date today) {
    if (proposed.on > today) {
        return refuse(errc::invalid, "/on", "is in the future; record what has happened");
    }
    if (proposed.on < opened) {
        return refuse(errc::invalid, "/on",
                      "is before the request was opened, " + format_date(opened) +
                          "; correct that date first if it is wrong");
    }
    return {};
}

result<void> check_transfer(const pathway& rules, std::span<const event> effective, const proposed_event& proposed) {
    const auto* const named = proposed.details.if_contains("to_service");
    if (named == nullptr || !named->is_string() || named->get_string().empty()) {
        return refuse(errc::invalid, "/to_service", "is needed: the code of the service that takes the request over");
    }
    if (std::string_view{named->get_string()} == fold_request(rules, effective, proposed.on).service) {
        return refuse(errc::invalid, "/to_service", "is the service that has the request already");
    }
    return {};
}

result<void> check_plan(const proposed_event& proposed, civil_date today) {
    const auto* const named = proposed.details.if_contains("planned_for");
    if (named == nullptr || !named->is_string()) {
        return refuse(errc::invalid, "/planned_for", "is needed: the day for which the next step is planned");
    }
    const auto day = parse_date(std::string_view{named->get_string()}, "/planned_for");
    if (!day) {
        return day.error();
    }
    if (*day < today || *day > today + std::chrono::days{366}) {
        return refuse(errc::invalid, "/planned_for", "should be a day from today to a year from now");
    }
    return {};
}

// The breach that is explained: of the target that is named, or else the last one that has no reason yet.
result<void> check_explanation(std::span<const event> effective, const proposed_event& proposed, event& made) {
    if (std::ranges::find(breach_reasons, proposed.reason) == breach_reasons.end()) {
        std::string all;
        for (const auto one : breach_reasons) {
            all.append(all.empty() ? "" : ", ").append(one);
        }
        return refuse(errc::invalid, "/reason", "must be one of " + all);
    }
    const auto* const named = proposed.details.if_contains("target");
    const event* explained = nullptr;
    for (const auto& one : effective) {
        if (one.type != event_type::breached) {
            continue;
        }
        const auto& target = one.details.at("target").as_string();
        const bool fits = named != nullptr ? *named == target
                                           : breach_reason(effective, target, one.on - std::chrono::days{1}).empty();
        explained = fits ? &one : explained;
    }
    if (explained == nullptr) {
        return refuse(errc::conflict, named != nullptr ? "/target" : "/type",
                      named != nullptr ? "names no target that this request has passed"
                                       : "cannot be recorded: no target was passed that has no reason yet");
    }
    made.details["target"] = explained->details.at("target");
    made.details["due_on"] = explained->details.at("due_on");
    made.details["reason"] = proposed.reason;
    return {};
}

} // namespace

result<event> decide(const pathway& rules, std::span<const event> ledger, const proposed_event& proposed,
                     civil_date today, std::optional<civil_date> born) {
    const auto* const rule = rules.rule_of(proposed.type);
    if (rule == nullptr || rule->by_clockstart) {
        return refuse(errc::invalid, "/type",
                      "is no event that can be recorded on the pathway " + rules.code + "; see GET /api/v1/pathways");
    }
    event made{.type = proposed.type, .on = proposed.on, .details = proposed.details};
    const auto effective = effective_events(ledger);
    const bool is_correction = proposed.type == event_type::corrected;

    if (ledger.empty()) {
        if (proposed.type != rules.opens_with) {
            return refuse(errc::invalid, "/type", "cannot open a request; " + rules.opens_with + " does");
        }
        if (proposed.on > today) {
            return refuse(errc::invalid, "/clock_start_on",
                          "is in the future; give the day the need was identified or the referral received");
        }
        if (born && proposed.on < *born) {
            return refuse(errc::invalid, "/clock_start_on", "is before the child was born");
        }
        return made;
    }
    if (is_correction) {
        if (proposed.on > today) {
            return refuse(errc::invalid, "/on", "is in the future; give the day it really happened");
        }
        if (const auto fits = check_correction(rules, ledger, effective, proposed, made, born); !fits) {
            return fits.error();
        }
    } else {
        const auto opening = std::ranges::find(effective, rules.opens_with, &event::type);
        if (const auto fits = check_day(proposed, opening->on, today); !fits) {
            return fits.error();
        }
    }
    const auto closing = std::ranges::find_if(effective, [&](const event& one) { return closes(rules, one); });
    if (closing != effective.end() && !may_follow_closing(proposed.type)) {
        return refuse(errc::conflict, "/type",
                      "cannot be recorded: the request was closed (" + closing->type + " on " +
                          format_date(closing->on) + "); open a new one that continues it, or correct the closing");
    }
    if (rule->once && has(effective, proposed.type)) {
        return refuse(errc::conflict, "/type",
                      "is recorded already, and happens once; record `corrected` if its date is wrong");
    }
    const auto came_before = [&](const std::string& before) {
        return std::ranges::any_of(effective,
                                   [&](const event& one) { return one.type == before && one.on <= proposed.on; });
    };
    if (!rule->after.empty() && std::ranges::none_of(rule->after, came_before)) {
        return refuse(errc::conflict, "/type", "can only follow " + rule->after.front());
    }
    if (rule->needs_reason && proposed.reason.empty()) {
        return refuse(errc::invalid, "/reason", "is needed for this event: a code of the pathway, or a few words");
    }
    if (rule->type == event_type::transferred) {
        if (const auto fits = check_transfer(rules, effective, proposed); !fits) {
            return fits.error();
        }
    }
    if (rule->type == event_type::next_step_planned) {
        if (const auto fits = check_plan(proposed, today); !fits) {
            return fits.error();
        }
    }
    if (rule->type == event_type::breach_explained) {
        if (const auto fits = check_explanation(effective, proposed, made); !fits) {
            return fits.error();
        }
    }
    // Whatever the service calls the closing; only the family's own withdrawal is free of the conditions.
    if (rule->closes && rule->type != event_type::withdrawn &&
        fold_request(rules, effective, today).not_brought_unresolved) {
        if (auto missing = missing_conditions(rules, proposed.details); !missing.empty()) {
            return refusal{errc::invalid, std::move(missing), BOOST_CURRENT_LOCATION};
        }
    }
    if (!proposed.reason.empty() && std::ranges::find(rules.reasons, proposed.reason) != rules.reasons.end()) {
        made.details["reason"] = proposed.reason;
    }
    return made;
}

} // namespace clockstart::domain
