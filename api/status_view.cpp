#include "api/status_view.hpp"

#include "api/or_null.hpp"

#include "domain/family_status.hpp"

namespace clockstart::api {

namespace json = boost::json;

json::object status_of(const house& home, const db::held_request& held, const judged_request& judged) {
    const auto today = domain::london_date(home.now());
    const auto told = domain::family_status_of(*judged.rules, judged.state, judged.clocks, today);
    return {{"reference", held.reference},
            {"pathway_name", judged.rules->name},
            {"stage", text_or_null(told.stage)},
            {"stage_since", domain::format_date(told.stage_since)},
            {"promised_by", date_or_null(told.promised_by)},
            {"next_step", told.next_step},
            {"contact", contact_of(judged, held, *home.board.places())}};
}

std::string stage_name(const judged_request& judged) {
    const auto* const stage = judged.rules->stage_of(judged.state.stage);
    return stage == nullptr ? judged.state.stage : stage->name;
}

std::string next_step_of(const judged_request& judged, domain::civil_date today) {
    return domain::family_status_of(*judged.rules, judged.state, judged.clocks, today).next_step;
}

json::value contact_of(const judged_request& judged, const db::held_request& held, const domain::directory& places) {
    const auto* const service = places.find_service(judged.state.service.empty() ? held.service : judged.state.service);
    if (service == nullptr) {
        return nullptr;
    }
    const auto* const provider = places.find_provider(service->provider);
    return provider == nullptr ? json::value(service->name) : json::value(service->name + ", " + provider->name);
}

} // namespace clockstart::api
