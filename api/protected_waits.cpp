#include "api/protected_waits.hpp"

#include "domain/waits_shown.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr std::string_view star = "*";

struct key_and_name {
    std::string key, name;
};
key_and_name line_of(const domain::service& one, domain::grouping by, const domain::directory& places,
                     const domain::pathway_book& pathways, domain::civil_date on) {
    switch (by) {
    case domain::grouping::area: {
        const auto* const found = places.find_area(one.area);
        return {one.area, found == nullptr ? one.area : found->name};
    }
    case domain::grouping::provider: {
        const auto* const found = places.find_provider(one.provider);
        return {one.provider, found == nullptr ? one.provider : found->name};
    }
    case domain::grouping::pathway: {
        const auto* const found = pathways.find(one.pathway, on);
        return {one.pathway, found == nullptr ? one.pathway : found->name};
    }
    default:
        return {one.code, one.name};
    }
}

// One line for each month up to as_at, each at its end.
std::vector<domain::counted_part> count_months(const domain::board& board, const domain::directory& places,
                                               const domain::pathway_book& pathways, domain::waits_question question) {
    std::vector<domain::counted_part> parts;
    const std::chrono::year_month_day start{question.from};
    const auto last = question.as_at;
    for (auto month = start.year() / start.month(); domain::civil_date{month / 1} <= last;
         month += std::chrono::months{1}) {
        question.from = domain::civil_date{month / 1};
        question.as_at = question.to = domain::civil_date{month / std::chrono::last};
        auto of_month = count_services(board, places, pathways, question).parts;
        for (auto& part : of_month) {
            part.key = domain::format_date(question.from).substr(0, 7);
            part.family += part.key;
            part.name = domain::format_long_date(question.from).substr(2); // without the 1 of its first day
        }
        std::ranges::move(of_month, std::back_inserter(parts));
    }
    return parts;
}

std::vector<std::string_view> kept_back(const json::object& line) {
    std::vector<std::string_view> names;
    if (const auto* const hidden = line.if_contains("hidden")) {
        for (const auto& name : hidden->as_array()) {
            names.emplace_back(name.as_string().data(), name.as_string().size());
        }
    }
    return names;
}

// Only then is a count of who was removed null.
bool is_protected(const json::object& line) {
    const auto* const removed = line.if_contains("removed");
    return removed != nullptr && removed->is_null();
}

} // namespace

counted_services count_services(const domain::board& board, const domain::directory& places,
                                const domain::pathway_book& pathways, domain::waits_question question) {
    question.by = domain::grouping::service;
    const auto asked_for = std::move(question.filter.services);
    question.filter.services.clear();
    std::map<std::string, domain::waits_group, std::less<>> counted;
    for (auto& group : board.waits(question, places)) {
        counted.emplace(group.key, std::move(group));
    }
    counted_services made;
    for (std::size_t place = 0; place < places.services().size(); ++place) {
        const auto& one = places.services()[place];
        if (const auto* const rules = pathways.find(one.pathway, question.as_at); rules != nullptr) {
            const auto found = counted.find(one.code);
            auto& part =
                made.parts.emplace_back(domain::part_of(found == counted.end() ? domain::waits_group{} : found->second,
                                                        domain::usual_bands(&rules->headline())));
            part.family = one.pathway;
            part.is_asked = asked_for.empty() || (place < asked_for.size() && asked_for[place]);
            made.services.push_back(place);
        }
    }
    return made;
}

void put_into_lines(counted_services& counted, domain::grouping by, const domain::directory& places,
                    const domain::pathway_book& pathways, domain::civil_date on) {
    for (std::size_t number = 0; number < counted.parts.size(); ++number) {
        auto [key, name] = line_of(places.services()[counted.services[number]], by, places, pathways, on);
        counted.parts[number].key = std::move(key);
        counted.parts[number].name = std::move(name);
    }
}

json::object count_protected(const house& home, const waits_asked& asked) {
    const auto pathways = home.board.pathways();
    const auto& question = asked.question;
    const bool is_series = question.by == domain::grouping::month;
    const auto parts = home.board.ask([&](const domain::board& board, const domain::directory& places) {
        if (is_series) {
            return count_months(board, places, *pathways, question);
        }
        auto counted = count_services(board, places, *pathways, question);
        put_into_lines(counted, question.by, places, *pathways, question.as_at);
        return std::move(counted.parts);
    });
    auto made = domain::protect(*asked.reader, parts);
    json::value all = std::move(made.all);
    if (is_series) { // the same children again and again: the last month stands for now
        all = made.lines.empty() ? json::value(nullptr) : made.lines.back();
    }
    return {{"as_at", domain::format_date(question.as_at)},
            {"target", asked.target.empty() ? json::value(nullptr) : json::value(asked.target)},
            {"groups", std::move(made.lines)},
            {"from", domain::format_date(question.from)},
            {"to", domain::format_date(question.to)},
            {"group_by", asked.group_by},
            {"all", std::move(all)},
            {"suppression", suppression_for(*asked.reader, made.hidden)}};
}

json::object suppression_for(const domain::audience& reader, std::size_t hidden) {
    json::array withheld;
    if (!reader.is_exact()) {
        for (const auto name : domain::withheld_figures()) {
            withheld.emplace_back(name);
        }
    }
    return {{"audience", reader.name},
            {"threshold", reader.threshold},
            {"rounding", reader.rounding},
            {"hidden", static_cast<std::int64_t>(hidden)},
            {"withheld", std::move(withheld)}};
}

std::string about_small_numbers(const domain::audience& reader) {
    if (reader.is_exact()) {
        return {};
    }
    std::string said = "A star (*) stands for a figure that is not shown, so that nobody can tell who is behind it: "
                       "figures about fewer than " +
                       std::to_string(reader.threshold) + " children are hidden.";
    if (reader.rounding > 1) {
        said += " Other numbers are rounded to the nearest " + std::to_string(reader.rounding) + ".";
    }
    return said +
           " Totals are made of the rounded numbers, so they are near the truth and not exact. Figures are given "
           "for the ends of months.";
}

void mark_hidden(csv_table& table, const json::array& lines) {
    for (std::size_t place = 0; place < lines.size(); ++place) {
        const auto mark = [&](std::string_view name) {
            std::string column{name};
            std::ranges::replace(column, '.', '_');
            const auto found = std::ranges::find(table.columns, column);
            if (found != table.columns.end()) {
                table.rows[place][static_cast<std::size_t>(found - table.columns.begin())] = star;
            }
        };
        const auto& line = lines[place].as_object();
        std::ranges::for_each(kept_back(line), mark);
        if (is_protected(line)) {
            std::ranges::for_each(domain::withheld_figures(), mark);
        }
    }
}

void mark_hidden(json::array& lines) {
    for (auto& one : lines) {
        auto& line = one.as_object();
        std::vector<std::string> texts; // copies: a member that is added may move the others
        for (const auto name : kept_back(line)) {
            texts.push_back(std::string{name} + "_text");
        }
        if (is_protected(line)) {
            texts.emplace_back("longest_days_text");
        }
        for (const auto& text : texts) {
            line[text] = star;
        }
    }
}

} // namespace clockstart::api
