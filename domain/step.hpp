#pragma once

#include "domain/time.hpp"

#include <string_view>

namespace clockstart::domain {

// Something that time brings about on one request, once: a step of a clock's ladder (with the clock's target), or of a
// watch on the request as a whole (without). Target, code and `due_on` name it; the ledger says which have been
// recorded. The texts belong to the pathway, the ladder book or the program, and have to outlive it.
struct step {
    std::string_view target; // code; empty for a watch
    std::string_view code;   // "due-7", "breach", "still_waiting"
    std::string_view role;   // who is told
    civil_date due_on{};     // the clock's due day; for a watch the day on which it falls due
    instant at{};            // when it is reached
    bool is_warning{false};  // about a breach to come, so pointless once that has happened
};

namespace step_code {
inline constexpr std::string_view breach = "breach";
} // namespace step_code

} // namespace clockstart::domain
