#include "api/chart.hpp"

#include "api/words.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr int row_height = 56;

// What is hidden has no bar.
std::int64_t number_in(const json::value& group, std::string_view name) {
    const auto& figure = group.at(name);
    return figure.is_int64() ? figure.get_int64() : 0;
}
std::int64_t waiting_in(const json::value& group) { return number_in(group, "waiting"); }

double share_of(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0.0 : std::round(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10.0;
}

std::string label_of(const json::value& group) {
    if (group.at("waiting").is_null()) {
        return "too few to be shown";
    }
    const auto waiting = waiting_in(group);
    if (waiting == 0) {
        return "none waiting";
    }
    const auto& percent = group.at("within_target_percent");
    return with_commas(waiting) + " waiting" +
           (percent.is_double() ? ", " + with_one_decimal(percent.get_double()) + "% within target" : "");
}

} // namespace

json::value chart_of(std::string_view title, const json::array& groups) {
    if (groups.empty()) {
        return nullptr;
    }
    const auto& longest = *std::ranges::max_element(groups, {}, waiting_in);
    const auto most = waiting_in(longest);
    json::array rows;
    for (const auto& group : groups) {
        const auto place = static_cast<std::int64_t>(rows.size());
        const auto within = number_in(group, "within_target");
        const auto* const told = group.as_object().if_contains("past_target"); // else it is the rest
        const auto past = told == nullptr ? waiting_in(group) - within : number_in(group, "past_target");
        const double within_width = share_of(within, most);
        rows.push_back(json::object{{"name", group.at("name")},
                                    {"label", label_of(group)},
                                    {"label_y", row_height * place + 18},
                                    {"bar_y", row_height * place + 26},
                                    {"within_width", within_width},
                                    {"past_x", within_width},
                                    {"past_width", share_of(past, most)}});
    }
    const std::string description = most == 0 ? "No row has a number of people waiting."
                                              : "The longest bar is " + std::string{longest.at("name").as_string()} +
                                                    ", with " + with_commas(most) + " waiting.";
    return json::object{{"title", title},
                        {"description", description},
                        {"height", row_height * static_cast<std::int64_t>(groups.size())},
                        {"rows", std::move(rows)}};
}

} // namespace clockstart::api
