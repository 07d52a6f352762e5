#include "bench/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clockstart::bench {

namespace {

// Three digits that count, and whole numbers with separators above that.
std::string shown(double number) {
    if (number < 1000) {
        const int places = number >= 100 ? 0 : number >= 10 ? 1 : 2;
        return fmt::format("{:.{}f}", number, places);
    }
    auto digits = fmt::format("{:.0f}", number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return digits;
}

std::string shown(const figures& all, const std::string& unit) {
    return fmt::format("{}{} ({} to {})", shown(all.median()), unit, shown(all.least()), shown(all.most()));
}

std::string yes_or_no(bool reached) { return reached ? "yes" : "no"; }

} // namespace

double figures::median() const {
    auto sorted = all_;
    std::ranges::sort(sorted);
    const auto middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.at(middle) : (sorted.at(middle - 1) + sorted.at(middle)) / 2;
}

double figures::least() const { return *std::ranges::min_element(all_); }
double figures::most() const { return *std::ranges::max_element(all_); }

void report::ratio(std::string measure, const std::string& unit, const figures& ours, const figures& ceiling,
                   const figures& ratio, std::optional<double> wanted) {
    lines_.push_back({std::move(measure), shown(ours, unit), shown(ceiling, unit), shown(ratio, ""),
                      wanted ? fmt::format("at least {}", *wanted) : "",
                      wanted ? yes_or_no(ratio.median() >= *wanted) : ""});
}

void report::figure(std::string measure, const std::string& unit, const figures& ours,
                    std::optional<std::pair<mark, double>> wanted) {
    line one{std::move(measure), shown(ours, unit), "", "", "", ""};
    if (wanted) {
        const bool at_least = wanted->first == mark::at_least;
        one.mark = fmt::format("{} {}{}", at_least ? "at least" : "at most", shown(wanted->second), unit);
        one.reached = yes_or_no(at_least ? ours.median() >= wanted->second : ours.median() <= wanted->second);
    }
    lines_.push_back(std::move(one));
}

std::string report::table() const {
    std::string text = "| measure | ours | ceiling | ratio | mark | reached |\n|---|---|---|---|---|---|\n";
    for (const auto& one : lines_) {
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", one.measure, one.ours, one.ceiling, one.ratio,
                            one.mark, one.reached);
    }
    for (const auto& one : notes_) {
        text.append("\n- ").append(one);
    }
    return notes_.empty() ? text : text + "\n";
}

} // namespace clockstart::bench
