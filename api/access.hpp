#pragma once

#include "api/access_table.hpp"
#include "api/call.hpp"

#include "domain/board.hpp"
#include "domain/directory.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::api {

// What one caller may see and do, worked out from the role (access_table.hpp) and the scope of the token on one day.
// The one place where it is decided.
struct reach {
    domain::board_filter rows;  // services and schools; both empty: everything
    bool sees_children{false};  // names, NHS numbers, birth dates
    bool sees_words{false};     // notes and reasons in words
    bool writes{false};         // may open requests and record events
    bool sees_requests{false};  // single rows at all
    bool sees_figures{false};   // waiting times
    bool sees_plans{false};     // what a changed policy would do
    bool sets_rules{false};     // may add pathway versions and bank holidays: administrators of everything
    bool has_everything{false}; // nothing limits the scope
    bool manages_access{false}; // may make and end tokens: administrators of everything

    // Whether a request in that service, of a pupil of that school (0: none), is within reach.
    bool covers(std::optional<std::uint16_t> service, std::int64_t school_urn) const;
};

// Areas count with all that lies within them on that day; areas and providers both given: services in both.
reach reach_of(const principal& who, const domain::directory& places, domain::civil_date on);

// Whose prompts a caller sees, by the roles that they are addressed to; none: prompts are not for this caller.
std::vector<std::string> prompt_roles_of(const principal& who);

// Narrows the services of `rows` to those of the given pathway, area (with all within it), provider and service; empty:
// no narrowing. A code that does not exist, or is not within reach at all, is errc::not_found, by one answer.
struct service_choice {
    std::string_view pathway, area, provider, service;
};
domain::result<domain::board_filter> narrow(domain::board_filter rows, const service_choice& choice,
                                            const domain::directory& places, domain::civil_date on);

} // namespace clockstart::api
