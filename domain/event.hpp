#pragma once

#include "domain/time.hpp"

#include <boost/json/object.hpp>

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
} // namespace event_type

// The ledger with every correction applied: the events that count, by the day they took effect (same day: by sequence).
// `corrected` events themselves are left out; a voided event is left out; of several corrections of one event the last
// recorded wins. Events recorded after `known_at` are left out first: "as it was known then".
std::vector<event> effective_events(std::span<const event> ledger, instant known_at = instant::max());

} // namespace clockstart::domain
