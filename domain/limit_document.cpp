#include "domain/limit_document.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace clockstart::domain {

namespace {

constexpr std::pair<time_limit::unit, std::string_view> units[] = {{time_limit::unit::days, "days"},
                                                                   {time_limit::unit::weeks, "weeks"},
                                                                   {time_limit::unit::months, "months"},
                                                                   {time_limit::unit::working_days, "working_days"}};
constexpr int longest = 10'000;

} // namespace

std::string_view name_of(time_limit::unit unit) {
    return std::ranges::find(units, unit, &std::pair<time_limit::unit, std::string_view>::first)->second;
}

std::optional<time_limit::unit> limit_unit_of(std::string_view name) {
    const auto* const found = std::ranges::find(units, name, &std::pair<time_limit::unit, std::string_view>::second);
    return found == std::end(units) ? std::nullopt : std::optional{found->first};
}

time_limit read_limit(const boost::json::object& from, const std::string& place, document_reader& reader) {
    const auto* const limit = from.if_contains("limit");
    if (limit != nullptr && limit->is_object() && limit->get_object().size() == 1) {
        const auto& said = limit->get_object();
        if (const auto unit = limit_unit_of(said.begin()->key()); unit) {
            return {*unit, reader.number(said, name_of(*unit), place + "/limit", 1, longest)};
        }
    }
    reader.complain(place + "/limit", "is needed, such as {\"weeks\": 6}; units are days, weeks, months, working_days");
    return {};
}

} // namespace clockstart::domain
