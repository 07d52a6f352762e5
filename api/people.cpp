#include "api/people.hpp"

#include "api/access_table.hpp"
#include "api/account_reading.hpp"
#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/grant.hpp"
#include "api/json_body.hpp"
#include "api/options.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/secret.hpp"
#include "api/session_book.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include "domain/mail_address.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// How long a link holds: over a week's leave, or until somebody is back at the desk.
constexpr std::chrono::days invitation_holds{7};
constexpr std::chrono::hours reset_holds{24};

bool may_manage(const house& home, const call& asked) { return viewpoint_of(home, *asked.who).within.manages_access; }

std::string_view state_of(const db::account_row& one, domain::instant now) {
    if (one.grant.ended_at) {
        return "disabled";
    }
    if (!one.grant.holds(now)) {
        return "expired";
    }
    return one.is_set_up() ? "active" : "invited";
}

json::object show_person(house& home, const call& asked, const db::account_row& one) {
    const auto now = home.now();
    auto shown = show_grant(one.grant, now);
    shown["state"] = state_of(one, now);
    shown["address"] = may_manage(home, asked) ? text_or_null(home.history.address_of(one)) : json::value(nullptr);
    shown["sessions"] = home.sessions.list_of(one.grant.id, {}, now).size();
    shown["link_purpose"] = one.link ? json::value(db::name_of(*one.link)) : json::value(nullptr);
    shown["link_until"] = instant_or_null(one.link_until);
    return shown;
}

struct new_link {
    std::string path; // "/welcome/SECRET", shown this once
    db::entry_link stored;
};
new_link make_link(const house& home, db::link_purpose purpose) {
    const bool is_reset = purpose == db::link_purpose::reset;
    const auto secret = random_secret();
    return {(is_reset ? "/reset/" : "/welcome/") + secret,
            {purpose, secret_hash(secret), home.now() + (is_reset ? reset_holds : invitation_holds)}};
}

struct given_link {
    std::string id, path;
};

asio::awaitable<domain::result<given_link>> invite(house& home, const call& asked, const json::object& body) {
    const auto at = viewpoint_of(home, *asked.who);
    if (!at.within.manages_access) {
        co_return domain::refuse(domain::errc::not_found);
    }
    fields read{body};
    db::invite_person wanted{actor_of(asked), read_grant(read, *at.places, at.today), {}, {}};
    wanted.address = read.maybe_text("address", 254).value_or("");
    if (!wanted.address.empty() && !domain::is_mail_address(wanted.address)) {
        read.fault("address", "should be an e-mail address, such as a.therapist@example.org");
    }
    if (auto sound = read.finish(); !sound) {
        co_return sound.error();
    }
    auto link = make_link(home, db::link_purpose::invitation);
    given_link given{make_grant_id(), std::move(link.path)};
    wanted.grant.id = given.id;
    wanted.grant.created_at = home.now();
    wanted.link = std::move(link.stored);
    db::command command{std::move(wanted)};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    co_return given;
}

asio::awaitable<domain::result<given_link>> give_link(house& home, const call& asked, const json::object& body) {
    if (!may_manage(home, asked)) {
        co_return domain::refuse(domain::errc::not_found);
    }
    fields read{body};
    const auto purpose = read.one_of("purpose", {"invitation", "reset"});
    if (auto sound = read.finish(); !sound) {
        co_return sound.error();
    }
    const bool is_reset = purpose == "reset";
    auto link = make_link(home, is_reset ? db::link_purpose::reset : db::link_purpose::invitation);
    given_link given{asked.captures.front(), std::move(link.path)};
    db::command command{db::give_link{actor_of(asked), given.id, std::move(link.stored)}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    if (!is_reset) {
        home.sessions.end_all_of(given.id);
    }
    co_return given;
}

enum class change { disable, enable, sign_out };

asio::awaitable<domain::result<void>> carry_out_change(house& home, const call& asked, change what) {
    const auto id = asked.captures.front();
    if (!may_manage(home, asked)) {
        co_return domain::refuse(domain::errc::not_found);
    }
    if (what == change::sign_out) {
        const auto who = co_await find_account(home, id);
        if (!who) {
            co_return domain::refuse(domain::errc::not_found);
        }
        home.sessions.end_all_of(id);
        json::object details{{"account", id}};
        co_return co_await note_done(home, asked, "account.signed_out", std::move(details));
    }
    const auto by = actor_of(asked);
    db::command command =
        what == change::disable ? db::command{db::disable_person{by, id}} : db::command{db::enable_person{by, id}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    if (what == change::disable) {
        home.sessions.end_all_of(id);
    }
    co_return domain::result<void>{};
}

asio::awaitable<answer> show_one(house& home, const call& asked, std::string id, unsigned status, std::string path) {
    const auto who = co_await find_account(home, std::move(id));
    auto shown = show_person(home, asked, *who);
    if (!path.empty()) {
        shown["link_path"] = path;
    }
    auto given = json_answer(status, shown);
    if (status == 201) {
        given.headers.emplace_back("Location", "/api/v1/people");
    }
    co_return given;
}

asio::awaitable<answer> answer_change(house& home, const call& asked, change what) {
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto done = co_await carry_out_change(home, asked, what);
    if (!done) {
        co_return problem(asked, done.error());
    }
    co_return co_await show_one(home, asked, asked.captures.front(), 200, {});
}

view list_view(house& home, const call& asked, std::vector<db::account_row> all, const form_fields& sent) {
    std::ranges::reverse(all);
    json::array items;
    for (const auto& one : all) {
        items.push_back(show_person(home, asked, one));
    }
    view what{.template_name = "people", .title = "People with an account", .csv_name = "people.csv"};
    what.table = table_of(items, {"id", "name", "role", "areas", "providers", "schools", "state", "address",
                                  "created_at", "created_by", "last_used_on", "expires_on", "sessions"});
    std::array<std::string_view, access_table.size()> roles{};
    std::ranges::transform(access_table, roles.begin(), &role_row::role);
    what.page = {{"may_change", may_manage(home, asked)},
                 {"made", nullptr},
                 {"errors", nullptr},
                 {"options", json::object{{"role", options_of(roles, value_of(sent, "role"))}}}};
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    return what;
}

// The page again: with the link that was made, or with what is wrong.
asio::awaitable<answer> show_made(house& home, const call& asked, const domain::result<given_link>& made,
                                  const form_fields& sent) {
    if (!made && made.error().code != domain::errc::invalid && made.error().code != domain::errc::conflict) {
        co_return problem(asked, made.error());
    }
    auto all = co_await all_accounts(home);
    auto what = list_view(home, asked, std::move(all), made ? form_fields{} : sent);
    if (made) {
        what.page["made"] = json::object{{"path", made->path}, {"is_reset", made->path.starts_with("/reset")}};
    } else {
        auto again = show_form(sent, at_single_fields(made.error().faults, grant_fields));
        what.status = made.error().code == domain::errc::invalid ? 422 : 409;
        what.page["form"] = std::move(again.form);
        what.page["errors"] = std::move(again.errors);
    }
    co_return show(asked, what);
}

} // namespace

asio::awaitable<answer> list_people(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    auto all = co_await all_accounts(home);
    co_return show(asked, list_view(home, asked, std::move(all), {}));
}

asio::awaitable<answer> invite_person(house& home, const call& asked) {
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    const auto made = co_await invite(home, asked, *body);
    if (!made) {
        co_return problem(asked, made.error());
    }
    co_return co_await show_one(home, asked, made->id, 201, made->path);
}

asio::awaitable<answer> give_person_link(house& home, const call& asked) {
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    const auto made = co_await give_link(home, asked, *body);
    if (!made) {
        co_return problem(asked, made.error());
    }
    co_return co_await show_one(home, asked, made->id, 200, made->path);
}

asio::awaitable<answer> disable_person(house& home, const call& asked) {
    return answer_change(home, asked, change::disable);
}
asio::awaitable<answer> enable_person(house& home, const call& asked) {
    return answer_change(home, asked, change::enable);
}
asio::awaitable<answer> sign_person_out(house& home, const call& asked) {
    return answer_change(home, asked, change::sign_out);
}

asio::awaitable<answer> take_person_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto body = with_lists(body_of_form(*form), grant_fields);
    const auto made = co_await invite(home, asked, body);
    co_return co_await show_made(home, asked, made, *form);
}

asio::awaitable<answer> take_person_link_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto body = body_of_form(*form);
    const auto made = co_await give_link(home, asked, body);
    co_return co_await show_made(home, asked, made, {});
}

asio::awaitable<answer> take_person_button(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    const auto what = asked.path.ends_with("/disable")  ? change::disable
                      : asked.path.ends_with("/enable") ? change::enable
                                                        : change::sign_out;
    const auto done = co_await carry_out_change(home, asked, what);
    co_return after_button(asked, done, "/people");
}

} // namespace clockstart::api
