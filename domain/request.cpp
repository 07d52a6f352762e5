#include "domain/request.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::domain {

namespace {

// "delivered" without a list brings all that is outstanding; with {"items": [{"item": 1, "quantity": 2}]} just those.
void deliver(const event& one, std::span<const item> items, std::vector<int>& delivered) {
    const auto* const listed = one.details.if_contains("items");
    if (listed == nullptr || !listed->is_array()) {
        if (one.type == "delivered") {
            std::ranges::transform(items, delivered.begin(), &item::quantity);
        }
        return;
    }
    for (const auto& line : listed->get_array()) {
        const auto number = line.as_object().at("item").as_int64();
        const auto place = static_cast<std::size_t>(number - 1);
        if (number >= 1 && place < delivered.size()) {
            delivered[place] += static_cast<int>(line.as_object().at("quantity").as_int64());
        }
    }
}

// What shows that a child who was not brought has been given another visit, or has had it.
bool resolves_not_brought(std::string_view type) {
    return type == "appointment_booked" || type == "first_contact" || type == "assessed" || type == "outcome_shared";
}

} // namespace

request_state fold_request(const pathway& rules, std::span<const event> events, civil_date as_at) {
    request_state state;
    std::vector<item> items;
    bool closed = false;
    for (const auto& one : events) {
        if (one.on > as_at) {
            continue;
        }
        if (one.type == rules.opens_with && state.placements.empty()) {
            const auto facts = read_facts(one.details);
            state.opened_on = one.on;
            state.service = facts.service;
            state.placements.push_back({facts.service, one.on});
            state.delivered.assign(facts.items.size(), 0);
            items = facts.items;
        }
        // A correction may put the closing before other events; the request stays closed all the same.
        if (const auto* const rule = rules.rule_of(one.type); rule != nullptr && !closed) {
            if (!rule->stage.empty()) {
                state.stage = rule->stage;
                state.stage_since = one.on;
            }
            closed = rule->closes;
            const auto* const stage = rules.stage_of(state.stage);
            state.open = !closed && (stage == nullptr || stage->open);
        }
        if (one.type == event_type::transferred) {
            state.service = std::string_view{one.details.at("to_service").as_string()};
            state.placements.push_back({state.service, one.on});
        } else if (one.type == "not_brought") {
            state.not_brought_unresolved = true;
        } else if (resolves_not_brought(one.type)) {
            state.not_brought_unresolved = false;
        } else if (one.type == "part_delivered" || one.type == "delivered") {
            deliver(one, items, state.delivered);
        }
    }
    return state;
}

} // namespace clockstart::domain
