#include "domain/published.hpp"

#include <numeric>
#include <span>

namespace clockstart::domain {
namespace {

constexpr int eighteen_weeks = 18 * 7;    // days; day 126 is inside
constexpr double smallest_published = 50; // below this NHS England prints no median and no 95th percentile

// How many wait within 18 weeks; nothing when one of the bands needed is not reported or runs across the limit.
std::optional<std::int64_t> within_18(const band_set& set, std::span<const figure> bands) {
    std::int64_t within = 0;
    for (std::size_t index = 0; index < set.bands.size() && set.bands[index].from_day <= eighteen_weeks; ++index) {
        const auto& last = set.bands[index].to_day;
        if (!bands[index].reported() || !last || *last > eighteen_weeks) {
            return std::nullopt;
        }
        within += bands[index].value;
    }
    return within;
}

} // namespace

published_statistics statistics_of(const published_row& row) {
    const auto& set = band_set_of(row.band_set);
    if (row.bands.size() != set.bands.size()) {
        return {};
    }
    std::vector<double> counts;
    counts.reserve(row.bands.size());
    for (const auto& one : row.bands) {
        if (!one.reported()) {
            return {};
        }
        counts.push_back(static_cast<double>(one.value));
    }
    // Of those whose band is known: in CHS the bands may differ from the total.
    const double waiting = std::accumulate(counts.begin(), counts.end(), 0.0);
    published_statistics answer;
    answer.within_18_weeks = within_18(set, row.bands);
    if (answer.within_18_weeks && waiting > 0) {
        answer.within_18_weeks_percent = 100.0 * static_cast<double>(*answer.within_18_weeks) / waiting;
    }
    if (waiting < smallest_published) {
        return answer;
    }
    answer.median_weeks = interpolated_weeks(set, counts, (waiting + 1) / 2);
    answer.p95_weeks = interpolated_weeks(set, counts, 0.95 * waiting);
    return answer;
}

} // namespace clockstart::domain
