#include "service/demo/wait_shape.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace clockstart::service::demo {

namespace {

// NHS England, Community Health Services waiting times, September 2023 (published November 2023), England, children and
// young people, Tables 4a to 4g. Contains public sector information licensed under the Open Government Licence v3.0.
constexpr band_counts speech_and_language{3337, 3106, 4764, 14630, 10593, 22974, 4156};
constexpr band_counts occupational_therapy{1204, 1183, 1840, 4315, 2598, 5061, 1199};
constexpr band_counts physiotherapy{1749, 1685, 2229, 4909, 2134, 2153, 182};
constexpr band_counts community_paediatrics{2044, 2097, 3298, 13321, 10713, 32682, 13614};
constexpr band_counts wheelchair_and_equipment{189, 219, 250, 520, 260, 449, 242};
// Invented: most advice comes in six weeks, a third does not.
constexpr band_counts advice{150, 131, 232, 340, 90, 60, 8};

constexpr std::array<std::pair<std::string_view, const band_counts*>, 7> lines{
    {{"equipment", &wheelchair_and_equipment},
     {"slt", &speech_and_language},
     {"ot", &occupational_therapy},
     {"physio", &physiotherapy},
     {"asd", &community_paediatrics},
     {"adhd", &community_paediatrics},
     {"ehcp-advice", &advice}}};

constexpr std::array<double, 7> band_starts{0, 8, 15, 29, 85, 127, 365};
constexpr std::size_t open_band = 6;
constexpr int longest_wait = 2000; // days; nobody of a demo of three years is seen to wait longer

// Children a day in each closed band, made to fall from band to band (the first days are published a little short,
// because referrals take days to be entered): neighbours that rise are averaged.
std::vector<double> falling_densities(const band_counts& waiting) {
    std::vector<std::pair<double, double>> pools; // children, days
    std::vector<std::size_t> sizes;
    for (std::size_t band = 0; band < open_band; ++band) {
        pools.emplace_back(waiting.at(band), band_starts.at(band + 1) - band_starts.at(band));
        sizes.push_back(1);
        const auto density = [&](std::size_t back) {
            return pools[pools.size() - back].first / pools[pools.size() - back].second;
        };
        while (pools.size() > 1 && density(1) > density(2)) {
            const auto last = pools.back();
            const auto joined = sizes.back();
            pools.pop_back();
            sizes.pop_back();
            pools.back().first += last.first;
            pools.back().second += last.second;
            sizes.back() += joined;
        }
    }
    std::vector<double> densities;
    for (std::size_t pool = 0; pool < pools.size(); ++pool) {
        densities.insert(densities.end(), sizes[pool], pools[pool].first / pools[pool].second);
    }
    return densities;
}

// Straight lines through the edges and the middle of each band, with the band's own area where the fall allows it.
double density_within(double left, double own, double right, double share) {
    const double middle = std::clamp(2 * own - (left + right) / 2, right, left);
    return share < 0.5 ? left + (middle - left) * 2 * share : middle + (right - middle) * (2 * share - 1);
}

} // namespace

const band_counts& published_waiting(std::string_view pathway) {
    return *std::ranges::find(lines, pathway, &std::pair<std::string_view, const band_counts*>::first)->second;
}

wait_shape::wait_shape(const band_counts& waiting) {
    const auto own = falling_densities(waiting);
    std::vector<double> edges{own.front()};
    for (std::size_t band = 1; band < open_band; ++band) {
        edges.push_back((own[band - 1] + own[band]) / 2);
    }
    edges.push_back(0.4 * own.back());
    // Beyond a year a long tail that holds as many children as the open band.
    const double tail = waiting[open_band] / edges.back();
    std::size_t band = 0;
    for (int day = 0; day <= longest_wait; ++day) {
        while (band < open_band && day >= band_starts.at(band + 1)) {
            ++band;
        }
        const double into = day - band_starts.at(band);
        if (band == open_band) {
            const double thinning = 1 + into / (2 * tail);
            still_waiting_.push_back(edges[open_band] / (thinning * thinning * thinning) / own.front());
        } else {
            const double width = band_starts.at(band + 1) - band_starts.at(band);
            still_waiting_.push_back(density_within(edges[band], own[band], edges[band + 1], into / width) /
                                     own.front());
        }
    }
}

int wait_shape::days_at(double rank) const {
    const auto found = std::ranges::lower_bound(still_waiting_, 1 - rank, std::ranges::greater{});
    return std::max(1, static_cast<int>(found - still_waiting_.begin()));
}

double tilted_rank(double even, double tilt) {
    if (std::abs(tilt) < 0.001) {
        return even;
    }
    // The rank r whose share of children r + tilt (r^2 - r) is `even`.
    return (tilt - 1 + std::sqrt((1 - tilt) * (1 - tilt) + 4 * tilt * even)) / (2 * tilt);
}

} // namespace clockstart::service::demo
