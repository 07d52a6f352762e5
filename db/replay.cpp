#include "db/replay.hpp"

#include <algorithm>
#include <stdexcept>

namespace clockstart::db {

namespace {

bool went_past_due(const domain::clock& one, domain::civil_date as_at) {
    switch (one.state) {
    case domain::clock_state::breached:
    case domain::clock_state::missed:
        return true;
    case domain::clock_state::ended:
        return *one.stopped_on > *one.due_on && as_at > *one.due_on;
    case domain::clock_state::not_started:
    case domain::clock_state::running:
    case domain::clock_state::met:
    case domain::clock_state::paused:
    case domain::clock_state::nullified:
        break;
    }
    return false;
}

bool says(const boost::json::object& details, std::string_view name, std::string_view value) {
    const auto* const member = details.if_contains(name);
    return member != nullptr && member->is_string() && std::string_view{member->get_string()} == value;
}

bool is_recorded(std::span<const domain::event> ledger, const domain::clock& one) {
    const auto is_breach = [](const domain::event& event) { return event.type == domain::event_type::breached; };
    if (std::ranges::none_of(ledger, is_breach)) {
        return false;
    }
    const auto due = domain::format_date(*one.due_on);
    return std::ranges::any_of(ledger, [&](const domain::event& event) {
        return is_breach(event) && says(event.details, "target", one.target) && says(event.details, "due_on", due);
    });
}

} // namespace

replayed replay(const domain::pathway_book& book, const domain::working_calendar& calendar, std::string_view pathway,
                std::span<const domain::event> ledger, domain::civil_date as_at) {
    const auto events = domain::effective_events(ledger);
    const auto opening = std::ranges::find(events, ledger.front().sequence, &domain::event::sequence);
    replayed told;
    told.opened_on = opening == events.end() ? ledger.front().on : opening->on;
    told.rules = book.find(pathway, told.opened_on);
    if (told.rules == nullptr) {
        throw std::logic_error{"a request is on a pathway that is not known: " + std::string{pathway}};
    }
    told.facts = domain::read_facts(ledger.front().details);
    told.state = domain::fold_request(*told.rules, events, as_at);
    told.clocks = domain::fold_clocks(*told.rules, events, calendar, as_at, false);
    for (auto& one : told.clocks) {
        if (one.next_instant && is_recorded(ledger, one)) {
            one.next_instant.reset();
        }
    }
    return told;
}

domain::civil_date settled_on(std::span<const domain::event> ledger) {
    // Never a day before something that took effect, should a machine's clock have been wrong.
    auto day = domain::london_date(ledger.back().recorded_at);
    for (const auto& one : ledger) {
        day = std::max(day, one.on);
    }
    return day;
}

std::vector<unrecorded_breach> unrecorded_breaches(const replayed& told, std::span<const domain::event> ledger,
                                                   domain::civil_date as_at) {
    std::vector<unrecorded_breach> found;
    for (const auto& one : told.clocks) {
        if (!went_past_due(one, as_at)) {
            continue;
        }
        const auto target = std::ranges::find(told.rules->targets, one.target, &domain::target::code);
        const unrecorded_breach breach{static_cast<int>(target - told.rules->targets.begin()), *one.due_on};
        // Two periods of one target may fall due on the same day: one step, since target and due date name it.
        const bool is_listed = std::ranges::any_of(found, [&](const unrecorded_breach& other) {
            return other.target == breach.target && other.due_on == breach.due_on;
        });
        if (!is_listed && !is_recorded(ledger, one)) {
            found.push_back(breach);
        }
    }
    return found;
}

domain::event breach_event(const replayed& told, const unrecorded_breach& breach, domain::instant detected_at) {
    const auto on = breach.due_on + std::chrono::days{1};
    return {.sequence = 0,
            .type = std::string{domain::event_type::breached},
            .on = on,
            .recorded_at = detected_at,
            .by = "clockstart",
            .details = {{"target", told.rules->targets[static_cast<std::size_t>(breach.target)].code},
                        {"due_on", domain::format_date(breach.due_on)},
                        {"breached_at", domain::format_instant(domain::first_instant(on))},
                        {"detected_at", domain::format_instant(detected_at)}}};
}

} // namespace clockstart::db
