#include "api/access_tokens.hpp"

#include "api/access_table.hpp"
#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/json_body.hpp"
#include "api/options.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/secret.hpp"
#include "api/session_book.hpp"
#include "api/table.hpp"
#include "api/tokens.hpp"
#include "api/viewpoint.hpp"

#include "domain/directory.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t id_length = 8; // enough to tell tokens apart in lists and logs
constexpr std::array<single_field, 3> single_fields{
    {{"area", "areas"}, {"provider", "providers"}, {"school", "schools"}}};

// A URN written in digits, of a school that is known; 0 otherwise.
std::int64_t known_school(const std::string& text, const domain::directory& places) {
    std::int64_t urn = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), urn);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    return is_number && places.find_school(urn) != nullptr ? urn : 0;
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

// On the readers' threads.
asio::awaitable<std::vector<db::token_grant>> read_tokens(const house& home) { co_return home.history.tokens(); }

// The last day on which it is known; null: no end is set.
json::value last_day_of(const db::token_grant& one) {
    return one.expires_at
               ? json::value(domain::format_date(domain::london_date(*one.expires_at - std::chrono::microseconds{1})))
               : json::value(nullptr);
}

std::string_view state_of(const db::token_grant& one, domain::instant now) {
    return one.ended_at ? "ended" : one.holds(now) ? "in_use" : "expired";
}

json::object show_token(const db::token_grant& one, domain::instant now) {
    json::array schools;
    std::ranges::for_each(one.schools, [&](std::int64_t urn) { schools.push_back(json::value(std::to_string(urn))); });
    return {{"id", one.id},
            {"name", one.name},
            {"role", one.role},
            {"areas", json::array(one.areas.begin(), one.areas.end())},
            {"providers", json::array(one.providers.begin(), one.providers.end())},
            {"schools", std::move(schools)},
            {"state", state_of(one, now)},
            {"created_at", domain::format_instant(one.created_at)},
            {"created_by", text_or_null(one.created_by)},
            {"last_used_on", date_or_null(one.last_used_on)},
            {"expires_on", last_day_of(one)},
            {"ended_at", instant_or_null(one.ended_at)}};
}

json::object show_token(const std::vector<db::token_grant>& all, const std::string& id, domain::instant now) {
    return show_token(*std::ranges::find(all, id, &db::token_grant::id), now);
}

struct made_token {
    std::string id, token;
};
asio::awaitable<domain::result<made_token>> make_one(house& home, const call& asked, const json::object& body) {
    const auto at = viewpoint_of(home, *asked.who);
    if (!at.within.manages_access) {
        co_return domain::refuse(domain::errc::not_found);
    }
    fields read{body};
    auto grant = read_grant(read, *at.places, at.today);
    if (auto sound = read.finish(); !sound) {
        co_return sound.error();
    }
    made_token made{random_secret().substr(0, id_length), make_token()};
    grant.id = made.id;
    grant.created_at = home.now();
    db::command wanted{db::add_token{actor_of(asked), std::move(grant), secret_hash(made.token)}};
    const auto done = co_await home.journal.append(std::move(wanted), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    co_return made;
}

asio::awaitable<domain::result<void>> end_one(house& home, const call& asked) {
    if (!viewpoint_of(home, *asked.who).within.manages_access) {
        co_return domain::refuse(domain::errc::not_found);
    }
    const auto id = asked.captures.front();
    db::command command{db::end_token{actor_of(asked), id}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    home.tokens.forget(id);
    home.sessions.end_all_of(id);
    co_return domain::result<void>{};
}

view list_view(const house& home, const call& asked, std::vector<db::token_grant> all, const form_fields& sent) {
    std::ranges::reverse(all);
    json::array items;
    for (const auto& one : all) {
        items.push_back(show_token(one, home.now()));
    }
    view what{.template_name = "tokens", .title = "Who has access", .csv_name = "tokens.csv"};
    what.table = table_of(items, {"id", "name", "role", "areas", "providers", "schools", "state", "created_at",
                                  "created_by", "last_used_on", "expires_on", "ended_at"});
    std::array<std::string_view, access_table.size()> roles{};
    std::ranges::transform(access_table, roles.begin(), &role_row::role);
    what.page = {{"may_change", viewpoint_of(home, *asked.who).within.manages_access},
                 {"made", nullptr},
                 {"errors", nullptr},
                 {"options", json::object{{"role", options_of(roles, value_of(sent, "role"))}}}};
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    return what;
}

} // namespace

asio::awaitable<answer> list_tokens(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    auto work = read_tokens(home);
    auto all = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    co_return show(asked, list_view(home, asked, std::move(all), {}));
}

asio::awaitable<answer> create_token(house& home, const call& asked) {
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    const auto made = co_await make_one(home, asked, *body);
    if (!made) {
        co_return problem(asked, made.error());
    }
    auto work = read_tokens(home);
    const auto all = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    auto shown = show_token(all, made->id, home.now());
    shown["token"] = made->token;
    auto given = json_answer(201, shown);
    given.headers.emplace_back("Location", "/api/v1/tokens");
    co_return given;
}

asio::awaitable<answer> end_token(house& home, const call& asked) {
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto done = co_await end_one(home, asked);
    if (!done) {
        co_return problem(asked, done.error());
    }
    auto work = read_tokens(home);
    const auto all = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    co_return json_answer(200, show_token(all, asked.captures.front(), home.now()));
}

asio::awaitable<answer> take_token_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto body = with_lists(body_of_form(*form), single_fields);
    const auto made = co_await make_one(home, asked, body);
    if (!made && made.error().code != domain::errc::invalid) {
        co_return problem(asked, made.error());
    }
    auto work = read_tokens(home);
    auto all = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    auto what = list_view(home, asked, std::move(all), made ? form_fields{} : *form);
    if (made) {
        what.page["made"] = json::object{{"token", made->token}};
    } else {
        auto again = show_form(*form, at_single_fields(made.error().faults, single_fields));
        what.status = 422;
        what.page["form"] = std::move(again.form);
        what.page["errors"] = std::move(again.errors);
    }
    co_return show(asked, what);
}

asio::awaitable<answer> take_token_end_form(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    const auto done = co_await end_one(home, asked);
    co_return after_button(asked, done, "/tokens");
}

} // namespace clockstart::api
