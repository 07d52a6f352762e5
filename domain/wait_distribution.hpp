#pragma once

#include "domain/bands.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace clockstart::domain {

// Where dates are held, figures are exact: a histogram by whole days of waiting. Adding is a few instructions, so that
// one scan of the board fills many of these.
class wait_distribution {
public:
    // A wait of `days` (below 0 counts as 0); `within` says whether it is inside its target.
    void add(int days, bool within) {
        const auto day = static_cast<std::size_t>(days < 0 ? 0 : days);
        if (day >= by_day_.size()) {
            by_day_.resize(day + 1 + day / 2);
        }
        ++by_day_[day];
        ++count_;
        within_ += within ? 1 : 0;
    }
    // So many for each number of days, from 0; `within` of them within target.
    void add_days(std::span<const std::uint32_t> by_day, std::uint64_t within);

    std::uint64_t count() const { return count_; }
    std::uint64_t within() const { return within_; }
    // To one decimal; none of nothing.
    std::optional<double> within_percent() const;
    // The mean of the two middle ones when the count is even, in days.
    std::optional<double> median_days() const;
    // Nearest rank: the wait of the person at ceil(percent / 100 * count), in days.
    std::optional<int> centile_days(double percent) const;
    std::optional<int> longest_days() const;
    std::vector<std::uint64_t> counts_by(const band_set& set) const;

private:
    std::vector<std::uint32_t> by_day_;
    std::uint64_t count_{};
    std::uint64_t within_{};
};

// Days to weeks to one decimal, as every face shows them: days / 7, half away from zero.
double weeks_of(double days);
// A share in percent to one decimal; none of nothing.
std::optional<double> percent_of(std::uint64_t part, std::uint64_t whole);

} // namespace clockstart::domain
