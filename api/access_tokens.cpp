#include "api/access_tokens.hpp"

#include "api/access_table.hpp"
#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/grant.hpp"
#include "api/json_body.hpp"
#include "api/options.hpp"
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
#include <string>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// On the readers' threads.
asio::awaitable<std::vector<db::token_grant>> read_tokens(const house& home) {
    auto all = home.history.tokens();
    std::erase_if(all, &db::token_grant::is_account);
    co_return all;
}

json::object show_token(const std::vector<db::token_grant>& all, const std::string& id, domain::instant now) {
    return show_grant(*std::ranges::find(all, id, &db::token_grant::id), now);
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
    made_token made{make_grant_id(), make_token()};
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
        items.push_back(show_grant(one, home.now()));
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
    const auto body = with_lists(body_of_form(*form), grant_fields);
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
        auto again = show_form(*form, at_single_fields(made.error().faults, grant_fields));
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
