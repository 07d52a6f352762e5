#include "api/published_page.hpp"

#include "api/options.hpp"

#include "domain/time.hpp"

#include <boost/json/array.hpp>

#include <limits>
#include <map>

namespace clockstart::api {

namespace json = boost::json;

namespace {

std::string month_in_words(std::string_view period) {
    const auto first = domain::parse_date(std::string{period} + "-01");
    return first ? domain::format_long_date(*first).substr(2) : std::string{period};
}

// By code, so that the order is the same each time; shown with the name in front.
json::array named_options(const std::map<std::string, std::string>& names, std::string_view selected) {
    json::array options;
    for (const auto& [code, name] : names) {
        auto text = name;
        if (name != code) {
            text.append(" (").append(code).append(")");
        }
        options.push_back(option(code, text, selected));
    }
    return options;
}

std::string summary_of(const db::published_filter& filter, const std::vector<db::published_import>& imports) {
    const db::published_import* latest = nullptr;
    for (const auto& one : imports) {
        const bool fits =
            one.change.series == filter.series && (filter.period.empty() || one.change.period == filter.period);
        if (fits && (latest == nullptr || latest->at < one.at)) {
            latest = &one;
        }
    }
    if (latest == nullptr) {
        return "Nothing of this publication has been brought in yet.";
    }
    const auto replaced = latest->change.changed + latest->change.removed;
    return "Brought in from " + latest->file_name + " on " + domain::format_long_date(domain::london_date(latest->at)) +
           " by " + latest->by + ": " + std::to_string(latest->change.rows) +
           (latest->change.rows == 1 ? " line" : " lines") +
           (replaced == 0 ? "."
                          : ", of which it changed or removed " + std::to_string(replaced) + " that were here before.");
}

} // namespace

json::object published_page(const db::history& history, const db::published_filter& filter) {
    const auto periods = history.published_periods(filter.series);
    json::array months;
    for (auto period = periods.rbegin(); period != periods.rend(); ++period) {
        months.push_back(option(*period, month_in_words(*period), filter.period));
    }
    std::map<std::string, std::string> organisations;
    std::map<std::string, std::string> lines;
    if (!periods.empty()) {
        const auto month = filter.period.empty() ? std::ranges::max(periods) : filter.period;
        for (const auto& row : history.published({filter.series, month, {}, {}}, 0, std::numeric_limits<int>::max())) {
            organisations.try_emplace(row.organisation_code, row.organisation_name);
            lines.try_emplace(row.line_code, row.line_name);
        }
    }
    json::array series;
    series.push_back(option("rtt-incomplete", "Consultant-led treatment (RTT)", filter.series));
    series.push_back(option("chs", "Community health services (CHS)", filter.series));
    return {{"options", json::object{{"series", std::move(series)},
                                     {"period", std::move(months)},
                                     {"organisation", named_options(organisations, filter.organisation)},
                                     {"line", named_options(lines, filter.line)}}},
            {"summary", summary_of(filter, history.published_imports())}};
}

} // namespace clockstart::api
