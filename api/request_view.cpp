#include "api/request_view.hpp"

#include "api/or_null.hpp"
#include "api/status_view.hpp"

#include "domain/outlook.hpp"
#include "domain/step_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value_from.hpp>

#include <algorithm>

namespace clockstart::api {

namespace json = boost::json;

namespace {

json::value number_or_null(const std::optional<int>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

const db::words* words_of(const std::vector<db::opened_words>& words, std::int64_t sequence) {
    const auto found = std::ranges::find(words, sequence, &db::opened_words::sequence);
    return found == words.end() ? nullptr : &found->text;
}

json::object show_child(const domain::identity& child, const domain::request_facts& facts) {
    json::object shown{{"nhs_number", text_or_null(child.nhs_number)},
                       {"no_nhs_number_reason", text_or_null(child.no_nhs_number_reason)},
                       {"given_name", text_or_null(child.given_name)},
                       {"family_name", text_or_null(child.family_name)},
                       {"birth_date", child.family_name.empty() ? json::value(nullptr)
                                                                : json::value(domain::format_date(child.birth_date))},
                       {"postcode", text_or_null(child.postcode)},
                       {"sex", facts.sex},
                       {"ethnicity", facts.ethnicity},
                       {"deprivation_decile", number_or_null(facts.deprivation_decile)},
                       {"school_urn", facts.school_urn ? json::value(*facts.school_urn) : json::value(nullptr)}};
    return shown;
}

json::object show_event(const domain::event& one, const domain::pathway& rules,
                        const std::vector<db::opened_words>& words) {
    json::object shown{{"sequence", one.sequence},
                       {"type", one.type},
                       {"on", domain::format_date(one.on)},
                       {"recorded_at", domain::format_instant(one.recorded_at)},
                       {"by", text_or_null(one.by)},
                       {"reason", nullptr},
                       {"note", nullptr},
                       {"corrects", nullptr}};
    static constexpr std::string_view facts_of_a_request[] = {
        "service",   "priority",           "setting",   "funder",     "sex",
        "ethnicity", "deprivation_decile", "age_years", "school_urn", "continues"};
    for (const auto& [name, value] : one.details) {
        const bool is_opening = one.details.contains("service");
        // The opening event's facts stand at the request itself.
        if (!is_opening || (name != "items" && std::ranges::find(facts_of_a_request, std::string_view{name}) ==
                                                   std::end(facts_of_a_request))) {
            shown[name] = value;
        }
    }
    if (one.type == domain::event_type::step_reached) {
        const auto step = domain::step_of(one).value();
        shown["said"] = domain::step_text(rules, step.target, step.code, step.due_on, one.on);
    }
    if (const auto* const said = words_of(words, one.sequence); said != nullptr) {
        if (!said->note.empty()) {
            shown["note"] = said->note;
        }
        if (!said->reason.empty()) {
            shown["reason"] = said->reason;
        }
    }
    return shown;
}

json::array show_items(const db::held_request& held, const domain::request_state& state,
                       const std::vector<db::opened_words>& words) {
    const auto* const said = held.events.empty() ? nullptr : words_of(words, held.events.front().sequence);
    json::array items;
    for (std::size_t place = 0; place < held.facts.items.size(); ++place) {
        const auto& one = held.facts.items[place];
        const bool described = said != nullptr && place < said->item_descriptions.size();
        items.push_back(json::object{
            {"item", one.number},
            {"category", one.category},
            {"description", described ? text_or_null(said->item_descriptions[place]) : json::value(nullptr)},
            {"code", text_or_null(one.code)},
            {"quantity", one.quantity},
            {"delivered",
             place < state.delivered.size() ? json::value(state.delivered[place]) : json::value(nullptr)}});
    }
    return items;
}

json::object show_wait(const db::held_request& held, const judged_request& judged, const domain::clock& headline,
                       domain::civil_date as_at) {
    const auto end = headline.stopped_on.value_or(as_at);
    const auto first =
        held.facts.continues.empty() ? judged.clock_start_on : std::min(held.family_start_on, judged.clock_start_on);
    return {{"episode_days", number_or_null(headline.waited_days)},
            {"family_days", std::max(0, domain::days_between(first, end))}};
}

} // namespace

std::string etag_of(std::int64_t sequence) { return '"' + std::to_string(sequence) + '"'; }

std::optional<judged_request> judge(const house& home, const db::held_request& held, const moment& at,
                                    bool with_trace) {
    std::vector<domain::event> ledger;
    ledger.reserve(held.events.size());
    std::ranges::copy_if(held.events, std::back_inserter(ledger),
                         [&](const domain::event& one) { return one.sequence <= at.through; });
    judged_request judged;
    judged.book = home.board.pathways();
    judged.events = domain::effective_events(ledger, at.known_at);
    if (judged.events.empty()) {
        return std::nullopt;
    }
    const auto opening = std::ranges::min_element(judged.events, {}, &domain::event::sequence);
    judged.clock_start_on = opening->on;
    judged.rules = judged.book->find(held.pathway, judged.clock_start_on, at.known_at);
    judged.state = domain::fold_request(*judged.rules, judged.events, at.as_at);
    const bool as_known_before = at.known_at != domain::instant::max();
    const auto calendar =
        as_known_before ? std::make_shared<const domain::working_calendar>(home.board.calendar()->known_at(at.known_at))
                        : home.board.calendar();
    judged.clocks = domain::fold_clocks(*judged.rules, judged.events, *calendar, at.as_at, with_trace);
    judged.ladders = as_known_before
                         ? std::make_shared<const domain::ladder_book>(home.board.ladders()->known_at(at.known_at))
                         : home.board.ladders();
    const auto places = home.board.places();
    const auto end_of_day = domain::first_instant(at.as_at + std::chrono::days{1}) - std::chrono::microseconds{1};
    judged.ahead =
        domain::steps_ahead({.request = {*judged.rules, judged.state, judged.clocks, judged.events, *calendar},
                             .ledger = ledger,
                             .service = judged.state.service,
                             .places = *places,
                             .ladders = *judged.ladders},
                            end_of_day);
    std::erase_if(judged.ahead, [&](const domain::step& one) { return one.at <= end_of_day; });
    return judged;
}

json::array show_coming(const judged_request& judged) {
    json::array coming;
    for (const auto& one : judged.ahead) {
        const auto on = domain::london_date(one.at);
        coming.push_back(
            json::object{{"on", domain::format_date(on)},
                         {"target", text_or_null(one.target)},
                         {"step", one.code},
                         {"role", one.role},
                         {"role_name", domain::role_text(one.role)},
                         {"what", domain::step_text(*judged.rules, one.target, one.code, one.due_on, on)}});
    }
    return coming;
}

json::object show_clock(const domain::clock& one) {
    return {{"target", one.target},
            {"name", one.name},
            {"limit", one.limit.text()},
            {"period", one.period},
            {"state", domain::name_of(one.state)},
            {"started_on", date_or_null(one.started_on)},
            {"due_on", date_or_null(one.due_on)},
            {"stopped_on", date_or_null(one.stopped_on)},
            {"waited_days", number_or_null(one.waited_days)},
            {"remaining_days", number_or_null(one.remaining_days)}};
}

json::object show_explanation(const domain::clock& one) {
    json::array items;
    for (const auto& span : one.trace) {
        items.push_back(json::object{{"from", domain::format_date(span.from)},
                                     {"to", domain::format_date(span.to)},
                                     {"days", span.days},
                                     {"counted", span.counted},
                                     {"because", span.because}});
    }
    json::array moves;
    for (const auto& move : one.due_moves) {
        moves.push_back(json::object{
            {"from", domain::format_date(move.from)}, {"to", domain::format_date(move.to)}, {"because", move.because}});
    }
    return {{"target", one.target},
            {"name", one.name},
            {"waited_days", number_or_null(one.waited_days)},
            {"due_on", date_or_null(one.due_on)},
            {"due_moves", std::move(moves)},
            {"items", std::move(items)}};
}

json::object show_request(const db::held_request& held, const judged_request& judged, const db::private_parts& opened,
                          const moment& at, const domain::directory& places) {
    const auto* const service = places.find_service(judged.state.service.empty() ? held.service : judged.state.service);
    const auto& headline = domain::headline_clock(*judged.rules, judged.clocks);
    json::array clocks;
    json::array earlier;
    for (std::size_t place = 0; place < judged.clocks.size(); ++place) {
        const bool is_last =
            place + 1 == judged.clocks.size() || judged.clocks[place + 1].target != judged.clocks[place].target;
        (is_last ? clocks : earlier).push_back(show_clock(judged.clocks[place]));
    }
    json::array events;
    for (const auto& one : held.events) {
        if (one.recorded_at <= at.known_at && one.sequence <= at.through) {
            events.push_back(show_event(one, *judged.rules, opened.words));
        }
    }
    json::object shown{{"reference", held.reference},
                       {"pathway", held.pathway},
                       {"service", service == nullptr ? json::value(nullptr) : json::value(service->code)},
                       {"area", service == nullptr ? json::value(nullptr) : json::value(service->area)},
                       {"provider", service == nullptr ? json::value(nullptr) : json::value(service->provider)},
                       {"stage", text_or_null(judged.state.stage)},
                       {"next_step", next_step_of(judged, at.as_at)},
                       {"contact", contact_of(judged, held, places)},
                       {"clock_start_on", domain::format_date(judged.clock_start_on)},
                       {"priority", held.facts.priority},
                       {"setting", text_or_null(held.facts.setting)},
                       {"funder", text_or_null(held.facts.funder)},
                       {"continues", text_or_null(held.facts.continues)},
                       {"as_at", domain::format_date(at.as_at)}};
    if (opened.child) {
        shown["child"] = show_child(*opened.child, held.facts);
    }
    shown["items"] = show_items(held, judged.state, opened.words);
    shown["clocks"] = std::move(clocks);
    shown["earlier_clocks"] = std::move(earlier);
    shown["events"] = std::move(events);
    shown["coming"] = show_coming(judged);
    shown["wait"] = show_wait(held, judged, headline, at.as_at);
    return shown;
}

} // namespace clockstart::api
