#include "api/access.hpp"

#include "domain/message.hpp"

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace {

std::uint32_t urn_of(const std::string& text) {
    std::uint32_t urn = 0;
    std::from_chars(text.data(), text.data() + text.size(), urn);
    return urn;
}

} // namespace

bool reach::covers(std::optional<std::uint16_t> service, std::int64_t school_urn) const {
    const bool service_fits =
        rows.services.empty() || (service && *service < rows.services.size() && rows.services[*service]);
    const bool school_fits =
        rows.schools.empty() ||
        std::ranges::find(rows.schools, static_cast<std::uint32_t>(school_urn)) != rows.schools.end();
    return sees_requests && service_fits && school_fits;
}

reach reach_of(const principal& who, const domain::directory& places, domain::civil_date on) {
    reach found;
    found.sees_requests = may(who.role, right::see_requests);
    if (!found.sees_requests) {
        found.rows.services.assign(places.services().size() + 1, false);
        return found;
    }
    found.sees_children = may(who.role, right::see_children);
    found.sees_words = may(who.role, right::see_words);
    found.writes = may(who.role, right::write_requests);
    found.sees_figures = may(who.role, right::see_figures);
    found.sees_plans = may(who.role, right::see_plans);
    const bool has_everything = who.areas.empty() && who.providers.empty() && who.schools.empty();
    found.has_everything = has_everything;
    found.sets_rules = has_everything && may(who.role, right::set_rules);
    found.manages_access = has_everything && may(who.role, right::manage_access);

    std::ranges::transform(who.schools, std::back_inserter(found.rows.schools), urn_of);
    const bool school_without_schools = who.role == "school" && who.schools.empty();
    if (who.areas.empty() && who.providers.empty() && !school_without_schools) {
        return found;
    }
    // A list that is not empty limits even when nothing is in it.
    found.rows.services = school_without_schools ? std::vector<bool>(places.services().size() + 1, false)
                                                 : domain::services_within(places, who.areas, who.providers, on);
    return found;
}

std::vector<std::string> prompt_roles_of(const principal& who) {
    if (!who.schools.empty()) {
        return {};
    }
    if (who.role == "administrator" || who.role == "auditor") {
        return {"team", "provider_manager", "area_commissioner", "administrator"};
    }
    if (who.role == "provider_manager") {
        return {"team", "provider_manager"};
    }
    if (who.role == "commissioner") {
        return {"area_commissioner"};
    }
    return who.role == "therapist" ? std::vector<std::string>{"team"} : std::vector<std::string>{};
}

domain::result<domain::board_filter> narrow(domain::board_filter rows, const service_choice& choice,
                                            const domain::directory& places, domain::civil_date on) {
    const bool area_known = choice.area.empty() || places.find_area(choice.area) != nullptr;
    const bool provider_known = choice.provider.empty() || places.find_provider(choice.provider) != nullptr;
    const bool service_known = choice.service.empty() || places.find_service(choice.service) != nullptr;
    if (!area_known || !provider_known || !service_known) {
        return domain::refuse(domain::errc::not_found);
    }
    if (choice.pathway.empty() && choice.area.empty() && choice.provider.empty() && choice.service.empty()) {
        return rows;
    }
    std::vector<bool> chosen(places.services().size() + 1, false);
    bool in_reach = false;
    for (std::size_t place = 0; place < places.services().size(); ++place) {
        const auto& one = places.services()[place];
        const bool reachable = rows.services.empty() || (place < rows.services.size() && rows.services[place]);
        const bool place_fits = (choice.area.empty() || places.lies_within(one.area, choice.area, on)) &&
                                (choice.provider.empty() || one.provider == choice.provider) &&
                                (choice.service.empty() || one.code == choice.service);
        in_reach = in_reach || (reachable && place_fits);
        chosen[place] = reachable && place_fits && (choice.pathway.empty() || one.pathway == choice.pathway);
    }
    const bool names_a_place = !choice.area.empty() || !choice.provider.empty() || !choice.service.empty();
    if (names_a_place && !in_reach && !rows.services.empty()) {
        return domain::refuse(domain::errc::not_found);
    }
    rows.services = std::move(chosen);
    return rows;
}

} // namespace clockstart::api
