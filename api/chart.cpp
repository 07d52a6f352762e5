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

std::int64_t waiting_in(const json::value& group) { return group.at("waiting").as_int64(); }

double share_of(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0.0 : std::round(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10.0;
}

std::string label_of(const json::value& group) {
    const auto waiting = waiting_in(group);
    if (waiting == 0) {
        return "none waiting";
    }
    return with_commas(waiting) + " waiting, " + with_one_decimal(group.at("within_target_percent").as_double()) +
           "% within target";
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
        const auto within = group.at("within_target").as_int64();
        const double within_width = share_of(within, most);
        rows.push_back(json::object{{"name", group.at("name")},
                                    {"label", label_of(group)},
                                    {"label_y", row_height * place + 18},
                                    {"bar_y", row_height * place + 26},
                                    {"within_width", within_width},
                                    {"past_x", within_width},
                                    {"past_width", share_of(waiting_in(group) - within, most)}});
    }
    const std::string description = most == 0 ? "Nobody is waiting in any of the rows."
                                              : "The longest bar is " + std::string{longest.at("name").as_string()} +
                                                    ", with " + with_commas(most) + " waiting.";
    return json::object{{"title", title},
                        {"description", description},
                        {"height", row_height * static_cast<std::int64_t>(groups.size())},
                        {"rows", std::move(rows)}};
}

} // namespace clockstart::api
