#include "day_counts.hpp"

#include <optional>
#include <string>

namespace clockstart::domain {

std::vector<std::uint64_t> day_counts(const wait_distribution& waits) {
    static const band_set each_day = [] {
        band_set made;
        for (int day = 0; day < 3'000; ++day) {
            made.bands.push_back({std::to_string(day), day, day});
        }
        made.bands.push_back({"more", 3'000, std::nullopt});
        return made;
    }();
    return waits.counts_by(each_day);
}

} // namespace clockstart::domain
