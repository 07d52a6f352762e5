#pragma once

#include "domain/clock.hpp"
#include "domain/event.hpp"
#include "domain/pathway.hpp"

#include <boost/json/object.hpp>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How the tests of this room tell what happened to a request.
namespace clockstart::domain {

inline civil_date day(std::string_view text) { return parse_date(text).value(); }

// One thing that happened.
struct told {
    std::string_view type;
    std::string_view on;
    boost::json::object details{};
};

// A ledger: sequences 1, 2, ..., each recorded at ten in the morning of its day, or a second after the one before it
// when that is later.
std::vector<event> ledger_of(std::initializer_list<told> story);

// {"corrects": sequence}, with "void" when asked for.
boost::json::object corrects(std::int64_t sequence, bool voids = false);

// One of the built-in pathways in its present version.
const pathway& builtin(std::string_view code);

// A pathway that the program does not have, given as data: "fitted" within 30 days, which "on_hold" pauses and
// "resumed" resumes; "answered" within 5 working days; "reviewed" within 3 months; "collected" within 10 working days,
// with the same pauses.
const pathway& hearing_aids();
// The document it was read from, to be changed by tests of reading.
boost::json::object hearing_aids_document();

// When the alarm has to record that a clock passed its target, after the day `as_at`; nothing where it never has to.
std::optional<instant> breach_to_come(const clock& one, civil_date as_at);

// The periods of one target, in short: "ended 3, due 2026-02-16, stopped 2026-01-08; running 5, due 2026-03-01, 37
// left". The ledger's corrections are applied first.
std::string told_in_short(const pathway& rules, std::span<const event> ledger, std::string_view as_at,
                          std::string_view target = {}, const working_calendar& calendar = england_calendar());

} // namespace clockstart::domain
