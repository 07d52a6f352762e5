#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/local_desk.hpp"
#include "api/problem.hpp"
#include "api/secret.hpp"
#include "api/tokens.hpp"

#include "domain/directory.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>

#include <charconv>
#include <string>

namespace clockstart::api {

namespace {

constexpr std::size_t id_length = 8; // enough to tell tokens apart in lists and logs

// A URN written in digits, of a school that is known; 0 otherwise.
std::int64_t known_school(const std::string& text, const domain::directory& places) {
    std::int64_t urn = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), urn);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    return is_number && places.find_school(urn) != nullptr ? urn : 0;
}

db::token_grant read_grant(fields& read, const domain::directory& places) {
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
            read.fault("areas", "names an area that is not known here: GET /api/v1/areas lists them");
        }
    }
    for (const auto& code : grant.providers) {
        if (places.find_provider(code) == nullptr) {
            read.fault("providers", "names a provider that is not known here: GET /api/v1/providers lists them");
        }
    }
    for (const auto& text : read.maybe_texts("schools", 500)) {
        const auto urn = known_school(text, places);
        if (urn == 0) {
            read.fault("schools", "names a school that is not known here: GET /api/v1/schools lists the URNs");
        }
        grant.schools.push_back(urn);
    }
    return grant;
}

} // namespace

boost::asio::awaitable<answer> create_local_token(house& home, const call& asked) {
    if (desk_of(home, asked) == nullptr) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    auto grant = read_grant(read, *home.board.places());
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto token = make_token();
    grant.id = random_secret().substr(0, id_length);
    grant.created_at = home.now();
    const auto id = grant.id;
    db::command wanted{db::add_token{actor_of(asked), std::move(grant), secret_hash(token)}};
    const auto done = co_await home.journal.append(std::move(wanted), boost::asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    co_return json_answer(201, boost::json::object{{"id", id}, {"token", token}});
}

} // namespace clockstart::api
