#include "api/moment.hpp"

namespace clockstart::api {

domain::result<domain::civil_date> date_parameter(const call& asked, std::string_view name,
                                                  domain::civil_date otherwise) {
    const auto given = query(asked, name);
    if (!given || given->empty()) {
        return otherwise;
    }
    return domain::parse_date(*given, "?" + std::string{name});
}

domain::result<moment> moment_of(const call& asked, domain::instant now) {
    moment at;
    const auto as_at = date_parameter(asked, "as_at", domain::london_date(now));
    if (!as_at) {
        return as_at.error();
    }
    at.as_at = *as_at;
    const auto known = query(asked, "known_at");
    if (known && known->size() == 10) {
        const auto day = domain::parse_date(*known, "?known_at");
        if (!day) {
            return day.error();
        }
        at.known_at = domain::first_instant(*day + std::chrono::days{1}) - std::chrono::microseconds{1};
    } else if (known && !known->empty()) {
        const auto instant = domain::parse_instant(*known, "?known_at");
        if (!instant) {
            return instant.error();
        }
        at.known_at = *instant;
    }
    return at;
}

} // namespace clockstart::api
