#include "api/kept_month.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace json = boost::json;

counted_services parts_of_month(const json::object& target, const domain::directory& places,
                                const domain::board_filter& rows) {
    const auto& bands = domain::band_set_of(std::string_view{target.at("bands").as_string()});
    const std::string_view pathway = target.at("pathway").as_string();
    const auto& lines = target.at("by_service").as_array();
    counted_services made;
    for (std::size_t place = 0; place < places.services().size(); ++place) {
        const auto& one = places.services()[place];
        if (one.pathway != pathway) {
            continue;
        }
        const auto line = std::ranges::find_if(
            lines, [&](const json::value& held) { return std::string_view{held.at("key").as_string()} == one.code; });
        auto& part = made.parts.emplace_back(line == lines.end() ? domain::part_of(domain::waits_group{}, bands)
                                                                 : domain::part_of(line->as_object(), bands));
        part.family = one.pathway;
        part.is_asked = rows.services.empty() || (place < rows.services.size() && rows.services[place]);
        made.services.push_back(place);
    }
    return made;
}

bool is_first_of_pathway(const json::object& figures, const json::object& target) {
    for (const auto& one : figures.at("targets").as_array()) {
        if (one.at("pathway") == target.at("pathway")) {
            return one.at("target") == target.at("target");
        }
    }
    return false;
}

} // namespace clockstart::api
