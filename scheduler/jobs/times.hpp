#pragma once

#include "domain/time.hpp"

namespace clockstart::scheduler {

// When jobs run, by the clock in London: once a day, also in the nights in which it is moved.
domain::instant next_daily(domain::instant after, std::chrono::minutes time_of_day);
// On the first of the month.
domain::instant next_monthly(domain::instant after, std::chrono::minutes time_of_day);

} // namespace clockstart::scheduler
