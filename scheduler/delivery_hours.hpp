#pragma once

#include "domain/calendar.hpp"
#include "domain/time.hpp"

#include <array>
#include <chrono>

namespace clockstart::scheduler {

// When people may be sent messages: between two times of London's day, on some days of the week, never on a bank
// holiday. `opens` < `closes` <= 24 h, at least one day, and `digest_at` within the hours: who reads settings sees to
// it.
struct delivery_hours {
    std::chrono::minutes opens{std::chrono::hours{8}}; // after midnight
    std::chrono::minutes closes{std::chrono::hours{18}};
    std::array<bool, 7> days{false, true, true, true, true, true, false}; // from Sunday, as std::chrono counts
    std::chrono::minutes digest_at{std::chrono::hours{8}};

    bool operator==(const delivery_hours&) const = default;
};

// Whether messages are sent at all on that day.
bool is_delivery_day(domain::civil_date date, const delivery_hours& hours, const domain::working_calendar& calendar);

// `at` itself within the hours of such a day (the closing time is outside them), else the next opening.
domain::instant next_open(domain::instant at, const delivery_hours& hours, const domain::working_calendar& calendar);

// The first sending of digests at or after `at`. For the one after a digest, ask from a moment later.
domain::instant next_digest(domain::instant at, const delivery_hours& hours, const domain::working_calendar& calendar);

} // namespace clockstart::scheduler
