#include "db/replay.hpp"

#include "domain/outlook.hpp"

#include <algorithm>
#include <stdexcept>

namespace clockstart::db {

replayed replay(const domain::pathway_book& book, const domain::working_calendar& calendar, std::string_view pathway,
                std::span<const domain::event> ledger, domain::civil_date as_at) {
    auto events = domain::effective_events(ledger);
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
    told.events = std::move(events);
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

std::vector<domain::step> steps_ahead(const replayed& told, std::span<const domain::event> ledger,
                                      const domain::working_calendar& calendar, const domain::directory& places,
                                      const domain::ladder_book& ladders, domain::instant now) {
    return domain::steps_ahead({.request = {*told.rules, told.state, told.clocks, told.events, calendar},
                                .ledger = ledger,
                                .service = told.state.service,
                                .places = places,
                                .ladders = ladders},
                               now);
}

domain::event event_of(const domain::step& reached, std::string_view skipped, domain::instant detected_at) {
    const bool is_breach = reached.code == domain::step_code::breach;
    domain::event made{.sequence = 0,
                       .type = std::string{is_breach ? domain::event_type::breached : domain::event_type::step_reached},
                       .on = domain::london_date(reached.at),
                       .recorded_at = detected_at,
                       .by = "clockstart",
                       .details = {}};
    if (!is_breach) {
        made.details["step"] = reached.code;
    }
    if (!reached.target.empty()) {
        made.details["target"] = reached.target;
    }
    made.details["due_on"] = domain::format_date(reached.due_on);
    made.details[is_breach ? "breached_at" : "due_at"] = domain::format_instant(reached.at);
    made.details["detected_at"] = domain::format_instant(detected_at);
    made.details["role"] = reached.role;
    if (!skipped.empty()) {
        made.details["skipped"] = skipped;
    }
    return made;
}

} // namespace clockstart::db
