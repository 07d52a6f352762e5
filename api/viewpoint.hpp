#pragma once

#include "api/access.hpp"
#include "api/house.hpp"

#include "domain/pathway.hpp"

#include <memory>

namespace clockstart::api {

// Who looks, at what, and when: taken once for an answer, so that all of it is told from one state of the reference
// data.
struct viewpoint {
    std::shared_ptr<const domain::directory> places;
    std::shared_ptr<const domain::pathway_book> pathways;
    domain::civil_date today{};
    reach within;
};

inline viewpoint viewpoint_of(const house& home, const principal& who) {
    viewpoint at{home.board.places(), home.board.pathways(), domain::london_date(home.now()), {}};
    at.within = reach_of(who, *at.places, at.today);
    return at;
}

// Whether the services of this place in the directory are within reach.
inline bool reaches(const viewpoint& at, std::size_t service) {
    const auto& services = at.within.rows.services;
    return services.empty() || (service < services.size() && services[service]);
}

} // namespace clockstart::api
