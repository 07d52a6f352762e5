#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// A breach as it was recorded. A correction may have overtaken it since: judge the request to know.
struct recorded_breach {
    std::uint32_t request{};
    std::string pathway;
    int target{}; // its place in the pathway
    domain::civil_date due_on{};
    domain::instant detected_at{};
    std::int64_t sequence{}; // of the event that records it
};

struct breach_question {
    domain::civil_date from{}, to{}; // the day after the due day, inclusive
    // Go on after the breach that was due on this day and has this sequence.
    std::optional<std::pair<domain::civil_date, std::int64_t>> after;
    std::size_t limit{50};
};

// In the order of due day and sequence; only of requests that are now in a service of which `wanted` is true.
std::vector<recorded_breach> load_breaches(soci::session& sql, const breach_question& question,
                                           const std::function<bool(std::string_view service)>& wanted);

} // namespace clockstart::db
