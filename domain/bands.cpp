#include "domain/bands.hpp"

#include "domain/embedded.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <stdexcept>

namespace clockstart::domain {
namespace {

constexpr std::string_view built_in[] = {"rtt-105", "rtt-53", "chs-8", "chs-7", "adhd", "adhd-chs", "weeks-6"};

// {"code", "name", "bands": [[label, last day or null], ...]}: each band begins on the day after the one before, so
// there are no gaps.
band_set read_band_set(std::string_view code) {
    const auto text = file("bands/" + std::string{code} + ".json");
    if (!text) {
        throw std::out_of_range{"no such band set is built in"};
    }
    const auto document = boost::json::parse({text->data(), text->size()});
    const auto as_string = [](const boost::json::value& value) { return std::string{value.as_string().c_str()}; };
    band_set set{as_string(document.at("code")), as_string(document.at("name")), {}};
    int next_day = 0;
    for (const auto& pair : document.at("bands").as_array()) {
        band one{as_string(pair.at(0)), next_day, std::nullopt};
        if (!pair.at(1).is_null()) {
            one.to_day = static_cast<int>(pair.at(1).as_int64());
            next_day = *one.to_day + 1;
        }
        set.bands.push_back(std::move(one));
    }
    return set;
}

const std::vector<band_set>& built_in_sets() {
    static const auto sets = [] {
        std::vector<band_set> all;
        for (const auto code : built_in) {
            all.push_back(read_band_set(code));
        }
        return all;
    }();
    return sets;
}

// A band of days covers a stretch of weeks: days 8 to 14 are the second week, from 1 to 2.
double first_week(const band& one) { return one.from_day == 0 ? 0.0 : (one.from_day - 1) / 7.0; }

} // namespace

std::size_t band_set::index_of(int days) const {
    const auto above = std::upper_bound(bands.begin(), bands.end(), std::max(days, 0),
                                        [](int wanted, const band& one) { return wanted < one.from_day; });
    return static_cast<std::size_t>(above - bands.begin()) - 1;
}

const band_set& band_set_of(std::string_view code) {
    const auto& sets = built_in_sets();
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const band_set& set) { return set.code == code; });
    if (found == sets.end()) {
        throw std::out_of_range{"no such band set is built in"};
    }
    return *found;
}

std::vector<std::string> band_set_codes() { return {std::begin(built_in), std::end(built_in)}; }

std::optional<double> interpolated_weeks(const band_set& set, std::span<const double> counts, double position) {
    // 0.95 n is not always the number it stands for; a rounding error must not carry a person over into the next band.
    constexpr double slack = 1e-9;
    double before = 0;
    for (std::size_t index = 0; index < std::min(set.bands.size(), counts.size()); ++index) {
        const double inside = counts[index];
        if (inside <= 0 || before + inside < position - slack) {
            before += inside;
            continue;
        }
        const auto& one = set.bands[index];
        if (!one.to_day) {
            return std::nullopt;
        }
        const double from = first_week(one);
        return from + (position - before) / inside * (*one.to_day / 7.0 - from);
    }
    return std::nullopt;
}

} // namespace clockstart::domain
