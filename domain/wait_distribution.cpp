#include "domain/wait_distribution.hpp"

#include <algorithm>
#include <cmath>

namespace clockstart::domain {
namespace {

// The wait of the person at `rank` (1-based) in order of waiting.
int day_at(const std::vector<std::uint32_t>& by_day, std::uint64_t rank) {
    std::uint64_t seen = 0;
    for (std::size_t day = 0; day < by_day.size(); ++day) {
        seen += by_day[day];
        if (seen >= rank) {
            return static_cast<int>(day);
        }
    }
    return 0;
}

} // namespace

void wait_distribution::add_days(std::span<const std::uint32_t> by_day, std::uint64_t within) {
    while (!by_day.empty() && by_day.back() == 0) {
        by_day = by_day.first(by_day.size() - 1);
    }
    if (by_day_.size() < by_day.size()) {
        by_day_.resize(by_day.size());
    }
    for (std::size_t day = 0; day < by_day.size(); ++day) {
        by_day_[day] += by_day[day];
        count_ += by_day[day];
    }
    within_ += within;
}

std::optional<double> wait_distribution::within_percent() const { return percent_of(within_, count_); }

std::optional<double> wait_distribution::median_days() const {
    if (count_ == 0) {
        return std::nullopt;
    }
    return (day_at(by_day_, (count_ + 1) / 2) + day_at(by_day_, count_ / 2 + 1)) / 2.0;
}

std::optional<int> wait_distribution::centile_days(double percent) const {
    if (count_ == 0) {
        return std::nullopt;
    }
    // Multiplied before it is divided: 92 % of 25 is rank 23, and 0.92 * 25 might be a little more.
    const auto rank = std::ceil(percent * static_cast<double>(count_) / 100.0);
    return day_at(by_day_, std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::max(rank, 1.0)), 1, count_));
}

std::optional<int> wait_distribution::longest_days() const {
    const auto last = std::find_if(by_day_.rbegin(), by_day_.rend(), [](std::uint32_t waiting) { return waiting > 0; });
    if (last == by_day_.rend()) {
        return std::nullopt;
    }
    return static_cast<int>(by_day_.rend() - last) - 1;
}

std::vector<std::uint64_t> wait_distribution::counts_by(const band_set& set) const {
    std::vector<std::uint64_t> counts(set.bands.size());
    std::size_t index = 0;
    for (std::size_t day = 0; day < by_day_.size(); ++day) {
        while (set.bands[index].to_day && static_cast<int>(day) > *set.bands[index].to_day) {
            ++index;
        }
        counts[index] += by_day_[day];
    }
    return counts;
}

double weeks_of(double days) { return std::round(days * 10.0 / 7.0) / 10.0; }

std::optional<double> percent_of(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) {
        return std::nullopt;
    }
    // In whole numbers, so that 0.05 % is always rounded up and never by what a double makes of it.
    const auto tenths = (part * 2000 + whole) / (2 * whole);
    return static_cast<double>(tenths) / 10.0;
}

} // namespace clockstart::domain
