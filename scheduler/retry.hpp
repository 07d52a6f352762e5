#pragma once

#include "domain/time.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace clockstart::scheduler {

// When a delivery that failed is tried again: after half a minute, then twice as long each time, two hours at the most,
// a fifth more or less so that not everything comes back at once (the same for the same id and attempt). Nothing: it is
// given up, after three days and eight attempts at least. `attempts`: made so far, this one included.
inline constexpr std::chrono::minutes longest_pause{120};
inline constexpr std::chrono::hours tried_for{72};
inline constexpr int fewest_attempts = 8;

std::optional<domain::instant> next_attempt(domain::instant first_tried, domain::instant now, int attempts,
                                            std::string_view id);

} // namespace clockstart::scheduler
