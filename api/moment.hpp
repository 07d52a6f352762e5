#pragma once

#include "api/call.hpp"

#include "domain/time.hpp"

#include <cstdint>
#include <limits>

namespace clockstart::api {

// The point of view of an answer: judged on a day, from what was known at an instant, up to an entry of the journal.
struct moment {
    domain::civil_date as_at{};
    domain::instant known_at{domain::instant::max()};
    std::int64_t through{std::numeric_limits<std::int64_t>::max()}; // sequence
};

// ?as_at= (a date; today without it) and ?known_at= (an instant, or a date: the end of that day).
domain::result<moment> moment_of(const call& asked, domain::instant now);

// A date parameter, or `otherwise`.
domain::result<domain::civil_date> date_parameter(const call& asked, std::string_view name,
                                                  domain::civil_date otherwise);

} // namespace clockstart::api
