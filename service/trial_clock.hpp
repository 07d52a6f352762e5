#pragma once

#include "domain/error.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <string_view>

namespace clockstart::service {

// By how much the daemon's idea of now differs from the machine's: "+42d", "-3h", "+90m", or the instant that it is to
// be now
// ("2026-11-22T09:30:00Z").
domain::result<std::chrono::microseconds> parse_trial_clock(std::string_view text, domain::instant now);

// The machine's clock.
domain::instant wall_clock();

} // namespace clockstart::service
