#include "domain/watches/rules.hpp"

namespace clockstart::domain {

namespace {

std::optional<civil_date> day_of(const event& one, const pathway& /*rules*/) {
    return is_by_people(one) ? std::optional{day_dealt_with(one)} : std::nullopt;
}

std::optional<civil_date> since(const watched_request& request) { return latest_day(request, day_of); }

} // namespace

const watch_rule nothing_happened{.code = "nothing_happened",
                                  .name = "Nothing has been recorded for four weeks",
                                  .role = "team",
                                  .after = {time_limit::unit::days, 28},
                                  .again = {time_limit::unit::weeks, 12},
                                  .since = since};

} // namespace clockstart::domain
