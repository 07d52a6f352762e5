#include "api/webhooks.hpp"

#include "api/access_table.hpp"
#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/json_body.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/secret.hpp"
#include "api/table.hpp"

#include "domain/event.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t longest_url = 2000;
constexpr std::size_t id_length = 16;

struct held_webhooks {
    std::vector<db::webhook_row> rows;
    std::map<std::string, db::call_counts> counts;
};
// On the readers' threads.
asio::awaitable<held_webhooks> read_webhooks(const house& home) {
    co_return held_webhooks{home.history.webhooks(), home.history.calls_by_webhook()};
}
asio::awaitable<domain::result<std::string>> judge_url(const house& home, const std::string& url) {
    co_return home.webhooks.host_of(url);
}

json::object show_webhook(const db::webhook_row& one, const db::call_counts& counts) {
    return {{"id", one.id},
            {"name", one.name},
            {"host", one.host},
            {"areas", json::array(one.areas.begin(), one.areas.end())},
            {"providers", json::array(one.providers.begin(), one.providers.end())},
            {"types", json::array(one.types.begin(), one.types.end())},
            {"waiting", counts.waiting},
            {"given_up", counts.given_up},
            {"last_delivered_at", instant_or_null(one.last_delivered_at)},
            {"created_at", domain::format_instant(one.created_at)},
            {"created_by", one.created_by},
            {"ended_at", instant_or_null(one.ended_at)}};
}

db::call_counts counts_of(const held_webhooks& held, const std::string& id) {
    const auto found = held.counts.find(id);
    return found == held.counts.end() ? db::call_counts{} : found->second;
}

json::object show_webhook(const held_webhooks& held, const std::string& id) {
    const auto& one = *std::ranges::find(held.rows, id, &db::webhook_row::id);
    return show_webhook(one, counts_of(held, id));
}

// A kind of event that some pathway has, or that time brings about.
bool is_event_type(std::string_view type, const domain::pathway_book& rules) {
    return type == domain::event_type::breached || type == domain::event_type::step_reached ||
           std::ranges::any_of(rules.all(), [&](const auto& one) { return one->rule_of(type) != nullptr; });
}

// What was sent, with its URL in the clear for the moment.
struct wanted_webhook {
    db::add_webhook what;
    std::string url;
};
domain::result<wanted_webhook> read_webhook(const house& home, const json::object& body) {
    fields read{body};
    wanted_webhook wanted;
    wanted.what.name = read.text("name", 100);
    wanted.url = read.text("url", longest_url);
    wanted.what.areas = read.maybe_texts("areas");
    wanted.what.providers = read.maybe_texts("providers");
    wanted.what.types = read.maybe_texts("types");
    if (auto sound = read.finish(); !sound) {
        return sound.error();
    }
    const auto rules = home.board.pathways();
    std::vector<domain::fault> found;
    for (std::size_t place = 0; place < wanted.what.types.size(); ++place) {
        if (!is_event_type(wanted.what.types[place], *rules)) {
            found.push_back({"/types/" + std::to_string(place), "is no type of event; see GET /api/v1/pathways"});
        }
    }
    if (!found.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(found), BOOST_CURRENT_LOCATION};
    }
    return wanted;
}

struct made_webhook {
    std::string id, secret;
};
asio::awaitable<domain::result<made_webhook>> make_webhook(house& home, const call& asked, const json::object& body) {
    auto wanted = read_webhook(home, body);
    if (!wanted) {
        co_return wanted.error();
    }
    if (!home.webhooks.host_of) {
        co_return domain::refuse(domain::errc::not_found); // nobody is called from here
    }
    auto work = judge_url(home, wanted->url);
    const auto host = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    if (!host) {
        co_return domain::refuse(domain::errc::invalid, "/url", host.error().faults.front().detail);
    }
    made_webhook made{"wh_" + random_secret().substr(0, id_length), home.webhooks.make_secret()};
    auto& what = wanted->what;
    what.by = actor_of(asked);
    what.id = made.id;
    what.host = *host;
    what.sealed_url = home.identities.seal_address(db::webhook_url_seal(made.id), wanted->url);
    what.sealed_secret = home.identities.seal_address(db::webhook_secret_seal(made.id), made.secret);
    db::command command{std::move(what)};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    wake_courier(home);
    co_return made;
}

asio::awaitable<domain::result<void>> end_one(house& home, const call& asked) {
    db::command command{db::end_webhook{actor_of(asked), asked.captures.front()}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    wake_courier(home);
    co_return domain::result<void>{};
}

constexpr std::array<single_field, 2> single_fields{{{"area", "areas"}, {"provider", "providers"}}};

view list_view(const call& asked, const held_webhooks& held) {
    json::array items;
    for (const auto& one : held.rows) {
        items.push_back(show_webhook(one, counts_of(held, one.id)));
    }
    view what{.template_name = "webhooks", .title = "Webhooks", .csv_name = "webhooks.csv"};
    what.table = table_of(items, {"id", "name", "host", "areas", "providers", "types", "waiting", "given_up",
                                  "last_delivered_at", "created_at", "created_by", "ended_at"});
    what.page = {{"may_change", may(asked.who->role, right::keep_up)}, {"made", nullptr}, {"errors", nullptr}};
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    return what;
}

} // namespace

asio::awaitable<answer> list_webhooks(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    auto work = read_webhooks(home);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    co_return show(asked, list_view(asked, held));
}

asio::awaitable<answer> create_webhook(house& home, const call& asked) {
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    const auto made = co_await make_webhook(home, asked, *body);
    if (!made) {
        co_return problem(asked, made.error());
    }
    auto work = read_webhooks(home);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    auto shown = show_webhook(held, made->id);
    shown["secret"] = made->secret;
    auto given = json_answer(201, shown);
    given.headers.emplace_back("Location", "/api/v1/webhooks");
    co_return given;
}

asio::awaitable<answer> end_webhook(house& home, const call& asked) {
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    if (const auto done = co_await end_one(home, asked); !done) {
        co_return problem(asked, done.error());
    }
    auto work = read_webhooks(home);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    co_return json_answer(200, show_webhook(held, asked.captures.front()));
}

asio::awaitable<answer> take_webhook_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto made = co_await make_webhook(home, asked, with_lists(body_of_form(*form), single_fields));
    if (!made && made.error().code != domain::errc::invalid && made.error().code != domain::errc::conflict) {
        co_return problem(asked, made.error());
    }
    auto work = read_webhooks(home);
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    auto what = list_view(asked, held);
    if (made) {
        what.page["made"] = json::object{{"secret", made->secret}};
    } else {
        auto again = show_form(*form, at_single_fields(made.error().faults, single_fields));
        what.status = 422;
        what.page["form"] = std::move(again.form);
        what.page["errors"] = std::move(again.errors);
    }
    co_return show(asked, what);
}

asio::awaitable<answer> take_webhook_end_form(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    const auto done = co_await end_one(home, asked);
    co_return after_button(asked, done, "/webhooks");
}

} // namespace clockstart::api
