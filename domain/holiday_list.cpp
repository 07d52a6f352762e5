#include "domain/calendar.hpp"
#include "domain/document_reader.hpp"

#include <utility>

namespace clockstart::domain {

result<std::vector<bank_holiday>> read_holiday_list(const boost::json::value& document) {
    const std::string country = "england-and-wales";
    const auto* const whole = document.if_object();
    const auto* const part = whole == nullptr ? nullptr : whole->if_contains(country);
    const auto* const ours = part == nullptr ? nullptr : part->if_object();
    const auto* const events = ours == nullptr ? nullptr : ours->if_contains("events");
    if (events == nullptr || !events->is_array()) {
        return refuse(errc::invalid, "/" + country + "/events",
                      "is needed: this is not the list of bank holidays that gov.uk publishes as JSON");
    }
    document_reader reader;
    std::vector<bank_holiday> found;
    for (const auto& [one, at] : reader.objects(*ours, "events", "/" + country)) {
        const auto on = parse_date(reader.text(*one, "date", at, true), at + "/date");
        if (!on) {
            reader.complain(on.error().faults.front().pointer, on.error().faults.front().detail);
            continue;
        }
        found.push_back({*on, reader.text(*one, "title", at, true), std::nullopt});
    }
    if (!reader.faults.empty()) {
        return refusal{errc::invalid, std::move(reader.faults), BOOST_CURRENT_LOCATION};
    }
    return found;
}

} // namespace clockstart::domain
