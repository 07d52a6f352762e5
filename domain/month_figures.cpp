#include "domain/month_figures.hpp"

#include "domain/waits_shown.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

// Which services are of the pathway; nothing when none is.
std::vector<bool> services_of(const directory& places, std::string_view pathway) {
    std::vector<bool> chosen;
    for (const auto& one : places.services()) {
        chosen.push_back(one.pathway == pathway);
    }
    return std::ranges::find(chosen, true) == chosen.end() ? std::vector<bool>{} : chosen;
}

json::array show_groups(const board& columns, const directory& places, waits_question question, grouping by,
                        const band_set& bands) {
    question.by = by;
    json::array shown;
    for (const auto& group : columns.waits(question, places)) {
        shown.push_back(show_waits_group(group, bands));
    }
    return shown;
}

json::object show_target(const board& columns, const directory& places, const pathway& rules, const target& rule,
                         const waits_question& question) {
    const auto& bands = usual_bands(&rule);
    return {{"pathway", rules.code},
            {"version", rules.version},
            {"target", rule.code},
            {"name", rule.name},
            {"limit", rule.limit.text()},
            {"bands", bands.code},
            {"all", show_groups(columns, places, question, grouping::none, bands).front()},
            {"by_area", show_groups(columns, places, question, grouping::area, bands)},
            {"by_provider", show_groups(columns, places, question, grouping::provider, bands)},
            {"by_service", show_groups(columns, places, question, grouping::service, bands)}};
}

} // namespace

json::object month_figures(const board& columns, const directory& places, const pathway_book& pathways,
                           civil_date last_day, instant known_at) {
    const std::chrono::year_month_day day{last_day};
    waits_question question{
        .filter = {}, .as_at = last_day, .from = civil_date{day.year() / day.month() / 1}, .to = last_day};
    json::array targets;
    for (const auto* const newest : pathways.current()) {
        question.filter.services = services_of(places, newest->code);
        if (question.filter.services.empty()) {
            continue;
        }
        const auto& rules = *pathways.find(newest->code, last_day);
        for (std::size_t place = 0; place < rules.targets.size(); ++place) {
            question.filter.target = static_cast<std::uint8_t>(place);
            targets.push_back(show_target(columns, places, rules, rules.targets[place], question));
        }
    }
    return {{"month", format_date(last_day).substr(0, 7)},
            {"as_at", format_date(last_day)},
            {"known_at", format_instant(known_at)},
            {"targets", std::move(targets)}};
}

} // namespace clockstart::domain
