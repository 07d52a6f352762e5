#include "api/grant.hpp"

#include "api/fields.hpp"
#include "api/or_null.hpp"
#include "api/secret.hpp"
#include "api/tokens.hpp"

#include "domain/directory.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr std::size_t id_length = 8; // enough to tell grants apart in lists and logs

// A URN written in digits, of a school that is known; 0 otherwise.
std::int64_t known_school(const std::string& text, const domain::directory& places) {
    std::int64_t urn = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), urn);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    return is_number && places.find_school(urn) != nullptr ? urn : 0;
}

} // namespace

std::string make_grant_id() {
    auto id = random_secret().substr(0, id_length);
    while (id.front() == '-') {
        id = random_secret().substr(0, id_length);
    }
    return id;
}

db::token_grant read_grant(fields& read, const domain::directory& places, domain::civil_date today) {
    db::token_grant grant;
    grant.name = read.text("name", 100);
    grant.role = read.text("role");
    grant.areas = read.maybe_texts("areas", 500);
    grant.providers = read.maybe_texts("providers", 500);
    if (!grant.role.empty() && !is_role(grant.role)) {
        read.fault(
            "role",
            "is not a role: therapist, provider_manager, school, commissioner, administrator, auditor or integrator");
    }
    for (const auto& code : grant.areas) {
        if (places.find_area(code) == nullptr) {
            read.fault("areas", "is the code of no area that is known here");
        }
    }
    for (const auto& code : grant.providers) {
        if (places.find_provider(code) == nullptr) {
            read.fault("providers", "is the code of no provider that is known here");
        }
    }
    for (const auto& text : read.maybe_texts("schools", 500)) {
        const auto urn = known_school(text, places);
        if (urn == 0) {
            read.fault("schools", "is the URN of no school that is known here");
        }
        grant.schools.push_back(urn);
    }
    const auto last_day = read.maybe_date("expires_on");
    if (last_day && *last_day < today) {
        read.fault("expires_on", "is in the past: give the last day on which it is to be known");
    }
    if (last_day) {
        grant.expires_at = domain::first_instant(*last_day + std::chrono::days{1});
    }
    return grant;
}

json::value last_day_of(const db::token_grant& one) {
    return one.expires_at
               ? json::value(domain::format_date(domain::london_date(*one.expires_at - std::chrono::microseconds{1})))
               : json::value(nullptr);
}

json::object show_grant(const db::token_grant& one, domain::instant now) {
    json::array schools;
    std::ranges::for_each(one.schools, [&](std::int64_t urn) { schools.push_back(json::value(std::to_string(urn))); });
    return {{"id", one.id},
            {"name", one.name},
            {"role", one.role},
            {"areas", json::array(one.areas.begin(), one.areas.end())},
            {"providers", json::array(one.providers.begin(), one.providers.end())},
            {"schools", std::move(schools)},
            {"state", one.ended_at     ? "ended"
                      : one.holds(now) ? "in_use"
                                       : "expired"},
            {"created_at", domain::format_instant(one.created_at)},
            {"created_by", text_or_null(one.created_by)},
            {"last_used_on", date_or_null(one.last_used_on)},
            {"expires_on", last_day_of(one)},
            {"ended_at", instant_or_null(one.ended_at)}};
}

} // namespace clockstart::api
