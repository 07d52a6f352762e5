#pragma once

#include "domain/error.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// A class of waits, by whole days, both ends inclusive; no `to_day`: open at the top.
struct band {
    std::string label; // ">17-18 weeks"
    int from_day{};
    std::optional<int> to_day;
};

// Bands that follow one another from day 0 without gaps. Band sets are data (domain/bands/*.json).
struct band_set {
    std::string code; // "rtt-105", "rtt-53", "chs-8", "chs-7", "weeks-6" ...
    std::string name;
    std::vector<band> bands;

    // Which band a wait falls into. Days below 0 count as 0.
    std::size_t index_of(int days) const;
};

// RTT guidance v5.0 s10.1.7: band 0 is 0 to 7 days (eight values), band n covers 7n+1 to 7(n+1).
const band_set& band_set_of(std::string_view code); // throws std::out_of_range for a code that is not built in
std::vector<std::string> band_set_codes();

// Where only bands are held: the wait, in weeks, of the person at `position` (1-based, may be fractional) in order of
// waiting, by linear interpolation inside the band; nothing when it falls into the open band or there are no people.
// Median: position (n+1)/2; 95th percentile: 0.95 n (NHS England's published RTT figures are reproduced by these).
std::optional<double> interpolated_weeks(const band_set& set, std::span<const double> counts, double position);

} // namespace clockstart::domain
