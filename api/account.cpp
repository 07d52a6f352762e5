#include "api/account.hpp"

#include "api/account_reading.hpp"
#include "api/audit_note.hpp"
#include "api/chosen_password.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/json_body.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/people_desk.hpp"
#include "api/problem.hpp"
#include "api/second_factor.hpp"
#include "api/session_book.hpp"
#include "api/session_cookie.hpp"
#include "api/table.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::string_view no_account = "You came with a token, which has neither a password nor recovery codes.";

// null: somebody with a token, or the folder's owner.
asio::awaitable<std::optional<db::account_row>> own_account(house& home, const call& asked) {
    const auto id = asked.who->token_id;
    if (id.empty()) {
        co_return std::nullopt;
    }
    co_return co_await find_account(home, id);
}

// A form about one's own account, and that account. errc::conflict for who has none.
struct own_form {
    form_fields fields;
    std::optional<db::account_row> who;
};
asio::awaitable<domain::result<own_form>> read_own_form(house& home, const call& asked) {
    auto form = form_body(asked);
    if (!form) {
        co_return form.error();
    }
    auto who = co_await own_account(home, asked);
    if (!who) {
        co_return domain::refuse(domain::errc::conflict, "", std::string{no_account});
    }
    own_form sent;
    sent.fields = std::move(*form);
    sent.who = std::move(who);
    co_return sent;
}

json::array own_sessions(house& home, const call& asked) {
    json::array items;
    for (const auto& one : home.sessions.list_of(asked.who->token_id, asked.session_cookie, home.now())) {
        items.push_back(json::object{{"id", one.id},
                                     {"began_at", domain::format_instant(one.began)},
                                     {"used_at", domain::format_instant(one.used)},
                                     {"is_this_one", one.is_own}});
    }
    return items;
}

view account_view(house& home, const call& asked, const std::optional<db::account_row>& who,
                  const std::vector<domain::fault>& found = {}) {
    auto sessions = own_sessions(home, asked);
    view what{.template_name = "account",
              .title = "Your account",
              .csv_name = "sessions.csv",
              .status = found.empty() ? 200U : 422U};
    what.table = table_of(sessions, {"id", "began_at", "used_at", "is_this_one"});
    auto again = show_form({}, found);
    what.page = {{"form", std::move(again.form)}, {"errors", std::move(again.errors)}};
    what.json = json::object{{"name", asked.who->name},
                             {"role", asked.who->role},
                             {"address", who ? text_or_null(home.history.address_of(*who)) : json::value(nullptr)},
                             {"recovery_codes", who ? json::value(who->recovery_codes) : json::value(nullptr)},
                             {"sessions", std::move(sessions)}};
    return what;
}

asio::awaitable<domain::result<void>> end_own(house& home, const call& asked) {
    const auto id = asked.captures.front();
    if (!home.sessions.end_one(asked.who->token_id, id)) {
        co_return domain::refuse(domain::errc::not_found);
    }
    json::object details{{"session", id}};
    co_return co_await note_done(home, asked, "session.ended", std::move(details));
}

} // namespace

asio::awaitable<answer> show_account(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto who = co_await own_account(home, asked);
    co_return show(asked, account_view(home, asked, who));
}

asio::awaitable<answer> end_own_session(house& home, const call& asked) {
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto done = co_await end_own(home, asked);
    if (!done) {
        co_return problem(asked, done.error());
    }
    co_return empty_answer();
}

asio::awaitable<answer> take_session_end_form(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    const auto done = co_await end_own(home, asked);
    co_return after_button(asked, done, "/account");
}

asio::awaitable<answer> take_password_form(house& home, const call& asked) {
    const auto sent = co_await read_own_form(home, asked);
    if (!sent) {
        co_return problem(asked, sent.error());
    }
    const auto& form = sent->fields;
    const auto& who = sent->who;
    std::vector<domain::fault> found;
    check_chosen_password(form, who->grant.name, home.history.address_of(*who), found);
    if (!found.empty()) {
        co_return show(asked, account_view(home, asked, who, found));
    }
    const auto shown = co_await shown_second_factor(home, asked, *who, form, "account");
    if (!shown) {
        co_return show(asked, account_view(home, asked, who, shown.error().faults));
    }
    std::string old{value_of(form, "old_password")};
    const auto fits = co_await home.people.passwords.matches(who->password_hash, std::move(old));
    if (!fits) {
        co_return problem(asked, fits.error());
    }
    if (!*fits) {
        co_await note_entry(home, asked, &*asked.who, "sign_in", "failed");
        const std::vector<domain::fault> wrong{{"/old_password", "That is not the password you have now"}};
        co_return show(asked, account_view(home, asked, who, wrong));
    }
    std::string password{value_of(form, "password")};
    auto hash = co_await home.people.passwords.hash(std::move(password));
    if (!hash) {
        co_return problem(asked, hash.error());
    }
    db::command command{db::change_password{actor_of(asked), std::move(*hash), *shown}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done && done.error().code == domain::errc::conflict) {
        co_await second_factor_failed(home, asked, *who);
        co_return show(asked, account_view(home, asked, who, done.error().faults));
    }
    if (!done) {
        co_return problem(asked, done.error());
    }
    second_factor_passed(home, asked, *who, "account");
    home.sessions.end_all_of(who->grant.id);
    auto made = redirect("/account");
    give_session(home, asked, *asked.who, made);
    co_return made;
}

asio::awaitable<answer> take_recovery_form(house& home, const call& asked) {
    const auto sent = co_await read_own_form(home, asked);
    if (!sent) {
        co_return problem(asked, sent.error());
    }
    const auto& form = sent->fields;
    const auto& who = sent->who;
    const auto refused = [&](std::vector<domain::fault> faults) {
        faults.front().pointer = "/code_for_codes"; // the other field of the page that asks for one
        return show(asked, account_view(home, asked, who, faults));
    };
    const auto shown = co_await shown_second_factor(home, asked, *who, form, "account");
    if (!shown) {
        co_return refused(shown.error().faults);
    }
    const auto codes = make_recovery_codes();
    db::command command{
        db::renew_recovery_codes{actor_of(asked), *shown, recovery_hashes(home.identities, who->grant.id, codes)}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done && done.error().code == domain::errc::conflict) {
        co_await second_factor_failed(home, asked, *who);
        co_return refused(done.error().faults);
    }
    if (!done) {
        co_return problem(asked, done.error());
    }
    second_factor_passed(home, asked, *who, "account");
    view what{.json = json::object{}, .template_name = "recovery_codes", .title = "Keep these codes"};
    what.page = {{"codes", json::array(codes.begin(), codes.end())}, {"errors", nullptr}};
    co_return show(asked, what);
}

} // namespace clockstart::api
