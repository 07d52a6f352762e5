#include "domain/waits_shown.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

std::optional<int> days_of(const time_limit& limit) {
    switch (limit.in) {
    case time_limit::unit::days:
        return limit.count;
    case time_limit::unit::weeks:
        return 7 * limit.count;
    case time_limit::unit::months:
    case time_limit::unit::working_days:
        break;
    }
    return std::nullopt;
}

json::value weeks_or_null(const std::optional<double>& days) {
    return days ? json::value(weeks_of(*days)) : json::value(nullptr);
}

json::value percent_or_null(const std::optional<double>& percent) {
    return percent ? json::value(*percent) : json::value(nullptr);
}

json::array show_bands(const band_set& set, const wait_distribution& waiting) {
    const auto counts = waiting.counts_by(set);
    json::array bands;
    bands.reserve(counts.size());
    for (std::size_t place = 0; place < counts.size(); ++place) {
        const auto& one = set.bands[place];
        bands.push_back(json::object{{"label", one.label},
                                     {"from_day", one.from_day},
                                     {"to_day", one.to_day ? json::value(*one.to_day) : json::value(nullptr)},
                                     {"waiting", static_cast<std::int64_t>(counts[place])}});
    }
    return bands;
}

// The members that waiting and completed share, but for how the count is called.
json::object show_distribution(std::string_view count_name, const wait_distribution& waits) {
    return {{count_name, static_cast<std::int64_t>(waits.count())},
            {"within_target", static_cast<std::int64_t>(waits.within())},
            {"within_target_percent", percent_or_null(waits.within_percent())},
            {"median_weeks", weeks_or_null(waits.median_days())},
            {"p92_weeks", weeks_or_null(waits.centile_days(92))}};
}

} // namespace

const band_set& usual_bands(const target* rule) {
    const auto limit = rule == nullptr ? std::nullopt : days_of(rule->limit);
    for (const std::string_view code : {"chs-8", "weeks-6", "adhd"}) {
        const auto& set = band_set_of(code);
        if (limit && std::ranges::any_of(set.bands, [&](const band& one) { return one.to_day == limit; })) {
            return set;
        }
    }
    return band_set_of("chs-8");
}

json::object show_waits_group(const waits_group& group, const band_set& bands) {
    json::object shown{{"key", group.key}, {"name", group.name}};
    for (const auto& member : show_distribution("waiting", group.waiting)) {
        shown.insert(member);
    }
    const auto longest = group.waiting.longest_days();
    shown["longest_days"] = longest ? json::value(*longest) : json::value(nullptr);
    shown["bands"] = show_bands(bands, group.waiting);
    shown["completed"] = show_distribution("count", group.completed);
    shown["removed"] = static_cast<std::int64_t>(group.removed);
    shown["added"] = static_cast<std::int64_t>(group.added);
    return shown;
}

} // namespace clockstart::domain
