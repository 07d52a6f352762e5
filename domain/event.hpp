#pragma once

#include "domain/time.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// One line of a request's ledger. Never changed and never deleted; a mistake is mended by a later event of type
// `corrected`.
struct event {
    std::int64_t sequence{}; // place in the journal; the last one of a request is its version
    std::string type;        // from the pathway, or one of the common types
    civil_date on{};         // the day it took effect, London
    instant recorded_at{};   // when the journal took it
    std::string by; // account or token name of who recorded it; "clockstart" for what time itself brought about
    boost::json::object
        details{}; // coded facts only (reason code, conditions, service, items' numbers); never free text
};

// Types that every pathway has.
namespace event_type {
inline constexpr std::string_view declined = "declined";
inline constexpr std::string_view withdrawn = "withdrawn";
inline constexpr std::string_view transferred = "transferred"; // details: {"to_service": CODE}
inline constexpr std::string_view closed = "closed";
inline constexpr std::string_view corrected =
    "corrected"; // details: {"corrects": SEQUENCE, "void"?: true}; `on` is the right date
inline constexpr std::string_view confirmed_waiting = "confirmed_waiting";
inline constexpr std::string_view note = "note"; // the words are in the vault
inline constexpr std::string_view breached =
    "breached"; // by the alarm: {"target", "due_on", "breached_at", "detected_at"}
// Why a target was passed, in a code of breach_reasons; details: {"target", "due_on", "reason"} of the breach it
// explains.
inline constexpr std::string_view breach_explained = "breach_explained";
// By the alarm: {"step", "role", "due_on", "due_at", "detected_at"}, with the "target" of its ladder unless it is of a
// watch, and with "skipped" (a code) when nobody was told.
inline constexpr std::string_view step_reached = "step_reached";
inline constexpr std::string_view next_step_planned = "next_step_planned"; // details: {"planned_for": DATE}
inline constexpr std::string_view review_held = "review_held";             // whether what was delivered still fits
inline constexpr std::string_view transfer_accepted = "transfer_accepted";
} // namespace event_type

// Every breach is to be given one of these within five working days.
inline constexpr std::array<std::string_view, 7> breach_reasons{"awaiting_supplier",
                                                                "awaiting_funding_decision",
                                                                "awaiting_family",
                                                                "capacity",
                                                                "not_brought",
                                                                "data_entry",
                                                                "other"};
// Of the last explanation of the breach of that target with that due day; empty when nobody has given one.
std::string_view breach_reason(std::span<const event> ledger, std::string_view target, civil_date due_on);

// Recorded by people; not by time itself.
bool is_by_people(const event& one);

// The ledger with every correction applied: the events that count, by the day they took effect (same day: by sequence).
// `corrected` events themselves are left out; a voided event is left out; of several corrections of one event the last
// recorded wins. Events recorded after `known_at` are left out first: "as it was known then".
std::vector<event> effective_events(std::span<const event> ledger, instant known_at = instant::max());

} // namespace clockstart::domain
