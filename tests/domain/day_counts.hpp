#pragma once

#include "domain/wait_distribution.hpp"

#include <cstdint>
#include <vector>

namespace clockstart::domain {

// How many waited 0 days, 1 day, and so on to 2,999; last, how many waited longer.
std::vector<std::uint64_t> day_counts(const wait_distribution& waits);

} // namespace clockstart::domain
