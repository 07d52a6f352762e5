#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/form.hpp"
#include "api/options.hpp"
#include "api/problem.hpp"
#include "api/request_pages.hpp"
#include "api/secret.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

struct condition {
    std::string_view name, sentence;
};
// NHS Data Dictionary, discharge after did not attend, in plain words.
constexpr std::array<condition, 4> conditions{
    {{"communicated", "The family had been told clearly about the appointment"},
     {"not_against_best_interests", "Discharge is not against the child's best interests"},
     {"published_policy", "It follows a local policy that anybody can read"},
     {"protects_vulnerable", "That policy protects vulnerable people, such as children"}}};

bool recorded(const judged_request& judged, std::string_view type) {
    return std::ranges::any_of(judged.events, [&](const domain::event& one) { return one.type == type; });
}

json::array reason_options(std::string_view selected) {
    json::array options;
    for (const auto one : domain::breach_reasons) {
        options.push_back(json::object{{"reason", one}, {"selected", one == selected}});
    }
    return options;
}

// What may come next: the pathway's own events in order, then the common ones; what happens once and has happened is
// left out.
json::array type_options(const judged_request& judged, std::string_view selected) {
    json::array options;
    for (const auto& rule : judged.rules->events) {
        const bool done = rule.once && recorded(judged, rule.type);
        const bool too_early = !rule.after.empty() && std::ranges::none_of(rule.after, [&](const std::string& before) {
            return recorded(judged, before);
        });
        const bool explains = rule.type == domain::event_type::breach_explained;
        const bool closed = !judged.state.open && rule.type != domain::event_type::corrected &&
                            rule.type != domain::event_type::note && !explains;
        const bool nothing_to_explain = explains && !recorded(judged, domain::event_type::breached);
        if (!rule.by_clockstart && !done && !too_early && !closed && !nothing_to_explain) {
            options.push_back(option(rule.type, rule.name, selected));
        }
    }
    return options;
}

json::array correctable_events(const judged_request& judged, std::string_view selected) {
    json::array options;
    for (const auto& one : judged.events) {
        if (domain::is_by_people(one)) {
            const auto* const rule = judged.rules->rule_of(one.type);
            options.push_back(
                option(std::to_string(one.sequence),
                       (rule == nullptr ? one.type : rule->name) + ", " + domain::format_long_date(one.on), selected));
        }
    }
    return options;
}

json::array condition_options(const form_fields& sent) {
    json::array options;
    for (const auto& one : conditions) {
        const auto ticked = value_of(sent, "conditions." + std::string{one.name}) == "true";
        options.push_back(json::object{{"value", one.name}, {"text", one.sentence}, {"selected", ticked}});
    }
    return options;
}

json::array other_services(const visible_request& seen, std::string_view selected) {
    json::array options;
    for (const auto& one : seen.places->services()) {
        if (one.pathway == seen.held.pathway && one.code != seen.held.service) {
            options.push_back(option(one.code, one.name, selected));
        }
    }
    return options;
}

// A fault of one condition is shown at the group of all four.
std::vector<domain::fault> gathered(std::vector<domain::fault> faults) {
    std::vector<domain::fault> kept;
    bool said = false;
    for (auto& one : faults) {
        if (!one.pointer.starts_with("/conditions")) {
            kept.push_back(std::move(one));
        } else if (!said) {
            said = true;
            kept.push_back({"/conditions", "list has to be ticked whole before a child who was not brought is "
                                           "discharged; otherwise offer another visit"});
        }
    }
    return kept;
}

answer show_page(const house& home, const call& asked, const visible_request& seen, std::string_view type,
                 const form_fields& sent, std::vector<domain::fault> faults) {
    const moment now{.as_at = domain::london_date(home.now())};
    const auto judged = judge(home, seen.held, now, false);
    auto shown = view_of(home, seen, now);
    if (!judged || !shown) {
        return problem(asked, domain::refuse(domain::errc::not_found));
    }
    const auto* const rule = judged->rules->rule_of(type);
    const bool known = rule != nullptr && !rule->by_clockstart;
    auto form = show_form(sent, gathered(std::move(faults)));
    view what{.json = std::move(*shown), .template_name = "event_new", .title = "Record what happened"};
    what.status = form.errors.is_null() ? 200 : 422;
    const bool asks_conditions =
        known && rule->closes && type != domain::event_type::withdrawn && judged->state.not_brought_unresolved;
    what.page = {{"type", known ? json::value(type) : json::value(nullptr)},
                 {"type_text", known ? json::value(rule->name) : json::value(nullptr)},
                 {"options", json::object{{"type", type_options(*judged, type)},
                                          {"corrects", correctable_events(*judged, value_of(sent, "corrects"))},
                                          {"to_service", other_services(seen, value_of(sent, "to_service"))},
                                          {"breach_reason", reason_options(value_of(sent, "reason"))},
                                          {"conditions", condition_options(sent)}}},
                 {"asks", json::object{{"breach_reason", type == domain::event_type::breach_explained},
                                       {"reason", known && type != domain::event_type::breach_explained &&
                                                      (rule->needs_reason || rule->closes)},
                                       {"day", type != domain::event_type::breach_explained &&
                                                   type != domain::event_type::next_step_planned},
                                       {"planned_for", type == domain::event_type::next_step_planned},
                                       {"corrects", type == domain::event_type::corrected},
                                       {"to_service", type == domain::event_type::transferred},
                                       {"communicated", type == "not_brought"},
                                       {"conditions", asks_conditions}}},
                 {"form", std::move(form.form)},
                 {"errors", std::move(form.errors)},
                 {"idempotency_key", sent.empty() ? random_secret() : std::string{value_of(sent, "idempotency_key")}},
                 {"if_match", etag_of(seen.held.sequence)}};
    return show(asked, what);
}

} // namespace

json::object request_page(const house& home, const visible_request& seen, const moment& at) {
    constexpr std::size_t soon = 3; // the rest of what is coming is folded away
    json::array explanations;
    json::array next;
    json::array later;
    if (const auto judged = judge(home, seen.held, at, true); judged) {
        for (const auto& one : judged->clocks) {
            if (one.started_on) {
                explanations.push_back(show_explanation(one));
            }
        }
        for (auto& one : show_coming(*judged)) {
            (next.size() < soon ? next : later).push_back(std::move(one));
        }
    }
    return {{"may_move_on", seen.within.writes}, {"has_items", !seen.held.facts.items.empty()},
            {"coming_next", std::move(next)},    {"has_later", !later.empty()},
            {"coming_later", std::move(later)},  {"explanations", std::move(explanations)}};
}

asio::awaitable<answer> show_event_form(house& home, const call& asked) {
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen || !seen->within.writes) {
        co_return problem(asked, domain::refuse(domain::errc::not_found));
    }
    auto page = show_page(home, asked, *seen, query(asked, "type").value_or(""), {}, {});
    const auto noted = co_await note_read(home, asked, "request.read", shown_requests(*seen));
    co_return noted ? std::move(page) : problem(asked, noted.error());
}

asio::awaitable<answer> take_event_form(house& home, const call& asked) {
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    auto once = asked;
    once.idempotency_key = std::string{value_of(*form, "idempotency_key")};
    once.if_match = std::string{value_of(*form, "if_match")};
    const auto expected = expected_version(once);
    if (!expected) {
        co_return problem(asked, expected.error());
    }
    const auto done = co_await add_event_to(home, once, *seen, body_of_form(*form), *expected);
    if (done) {
        co_return redirect("/requests/" + done->reference);
    }
    const auto& why = done.error();
    const bool for_the_form = why.code == domain::errc::invalid || why.code == domain::errc::conflict;
    if (!for_the_form) {
        co_return problem(asked, why);
    }
    auto page = show_page(home, asked, *seen, value_of(*form, "type"), *form, why.faults);
    const auto noted = co_await note_read(home, asked, "request.read", shown_requests(*seen));
    co_return noted ? std::move(page) : problem(asked, noted.error());
}

} // namespace clockstart::api
