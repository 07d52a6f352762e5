#include "api/stream_scope.hpp"

#include "domain/pathway.hpp"

#include <utility>

namespace clockstart::api {

domain::result<stream_scope> stream_scope::of(principal who, choice narrowed,
                                              std::shared_ptr<const domain::directory> places,
                                              const domain::pathway_book& pathways, domain::civil_date today) {
    if (!narrowed.pathway.empty() && pathways.find(narrowed.pathway, today) == nullptr) {
        return domain::refuse(domain::errc::invalid, "?pathway", "is no pathway; see GET /api/v1/pathways");
    }
    stream_scope made{std::move(who), std::move(narrowed)};
    if (const auto sound = made.work_out(std::move(places), today); !sound) {
        return sound.error();
    }
    return made;
}

domain::result<void> stream_scope::work_out(std::shared_ptr<const domain::directory> places, domain::civil_date today) {
    auto within = reach_of(who_, *places, today);
    if (!within.sees_requests) {
        return domain::refuse(domain::errc::not_found);
    }
    auto rows = narrow(
        std::move(within.rows),
        {.pathway = choice_.pathway, .area = choice_.area, .provider = choice_.provider, .service = choice_.service},
        *places, today);
    if (!rows) {
        return rows.error();
    }
    within.rows = std::move(*rows);
    within_ = std::move(within);
    places_ = std::move(places);
    day_ = today;
    return {};
}

bool stream_scope::follow(const std::shared_ptr<const domain::directory>& places, domain::civil_date today) {
    if (places == places_ && today == day_) {
        return true;
    }
    return work_out(places, today).has_value();
}

bool stream_scope::covers(const db::event_row& row, std::optional<std::uint16_t> service) const {
    return within_.covers(service, row.school_urn.value_or(0));
}

} // namespace clockstart::api
