#include "api/welcome.hpp"

#include "api/account_reading.hpp"
#include "api/audit_note.hpp"
#include "api/caller.hpp"
#include "api/chosen_password.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/people_desk.hpp"
#include "api/problem.hpp"
#include "api/qr_code.hpp"
#include "api/second_factor.hpp"
#include "api/secret.hpp"
#include "api/session_book.hpp"
#include "api/session_cookie.hpp"
#include "api/tokens.hpp"

#include "domain/mail_address.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using faults = std::vector<domain::fault>;

// Guessing at links of 256 bits leads nowhere; this keeps it from being tried at the expense of others.
constexpr patience with_links{20, std::chrono::minutes{15}};

// Too many wrong links from there; tells nothing of this one.
std::optional<answer> has_to_wait(house& home, const call& asked) {
    const auto wait = home.people.origins.begin("links " + caller_of(asked.remote), with_links, home.now());
    if (wait.count() == 0) {
        return std::nullopt;
    }
    return ask_to_wait(asked, wait);
}

// The account whose link that is. Whoever holds the link may see whose it is. Asked after has_to_wait().
asio::awaitable<std::optional<db::account_row>> holder_of(house& home, const call& asked, db::link_purpose purpose) {
    auto who = co_await find_account_by_link(home, secret_hash(asked.captures.front()));
    const auto now = home.now();
    if (!who || who->link != purpose || now >= *who->link_until || !who->grant.holds(now)) {
        co_return std::nullopt;
    }
    home.people.origins.take_back("links " + caller_of(asked.remote));
    co_return who;
}

// Whoever has the folder invited without knowing whom: they say their name themselves.
bool says_own_name(const db::account_row& who) { return who.grant.created_by == "local"; }

bool is_name(const std::string& text) {
    const json::object typed{{"name", text}};
    fields read{typed};
    read.text("name", 100);
    return read.finish() && std::ranges::none_of(text, [](unsigned char one) { return one < ' '; });
}

// Codes are told apart in fours.
std::string in_fours(std::string_view seed) {
    std::string spaced;
    for (std::size_t at = 0; at < seed.size(); ++at) {
        spaced += at != 0 && at % 4 == 0 ? " " : "";
        spaced += seed[at];
    }
    return spaced;
}

// What was typed, but for passwords and codes.
shown_form show_again(const form_fields& typed, const faults& found) {
    form_fields kept;
    std::ranges::copy_if(typed, std::back_inserter(kept),
                         [](const auto& field) { return field.first == "address" || field.first == "name"; });
    return show_form(kept, found);
}

answer welcome_page(const house& home, const call& asked, const db::account_row& who, const form_fields& typed = {},
                    const faults& found = {}) {
    const auto seed = seed_for_link(home.identities, asked.captures.front());
    const auto address = home.history.address_of(who);
    const auto drawn = draw_qr_code(app_address(address.empty() ? who.grant.name : address, seed));
    auto again = show_again(typed, found);
    view what{.json = json::object{},
              .template_name = "welcome",
              .title = "Set up your account",
              .status = found.empty() ? 200U : 422U};
    what.page = {
        {"asks_who", address.empty()},   {"address", address.empty() ? json::value(nullptr) : json::value(address)},
        {"action", asked.path},          {"seed", in_fours(seed)},
        {"qr_size", drawn.size},         {"qr_path", drawn.path},
        {"form", std::move(again.form)}, {"errors", std::move(again.errors)}};
    return show(asked, what);
}

answer reset_page(const call& asked, const faults& found = {}) {
    auto again = show_form({}, found);
    view what{.json = json::object{},
              .template_name = "reset",
              .title = "Choose a new password",
              .status = found.empty() ? 200U : 422U};
    what.page = {{"action", asked.path}, {"form", std::move(again.form)}, {"errors", std::move(again.errors)}};
    return show(asked, what);
}

} // namespace

asio::awaitable<answer> show_welcome(house& home, const call& asked) {
    if (auto refused = has_to_wait(home, asked); refused) {
        co_return std::move(*refused);
    }
    const auto who = co_await holder_of(home, asked, db::link_purpose::invitation);
    co_return who ? welcome_page(home, asked, *who) : problem(asked, "not-found");
}

asio::awaitable<answer> take_welcome(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    if (auto refused = has_to_wait(home, asked); refused) {
        co_return std::move(*refused);
    }
    const auto who = co_await holder_of(home, asked, db::link_purpose::invitation);
    if (!who) {
        co_return problem(asked, "not-found");
    }
    const std::string secret = asked.captures.front();
    faults found;
    db::accept_invitation wanted{
        actor_of(asked, who->grant), secret_hash(secret), {}, {}, {}, seed_for_link(home.identities, secret), 0, {}};
    if (home.history.address_of(*who).empty()) {
        wanted.address = value_of(*form, "address");
        if (says_own_name(*who)) {
            wanted.name = value_of(*form, "name");
            if (!is_name(wanted.name)) {
                found.push_back({"/name", "Enter your name, on one line"});
            }
        }
        if (!domain::is_mail_address(wanted.address)) {
            found.push_back({"/address", "Enter your e-mail address, such as a.therapist@example.org"});
        }
    }
    const auto own_address = wanted.address.empty() ? home.history.address_of(*who) : wanted.address;
    check_chosen_password(*form, wanted.name.empty() ? who->grant.name : wanted.name, own_address, found);
    const auto step = step_of_code(wanted.seed, value_of(*form, "code"), home.now());
    if (!step) {
        found.push_back({"/code", "Enter the six digits that the app shows now"});
    }
    if (!found.empty()) {
        co_return welcome_page(home, asked, *who, *form, found);
    }
    wanted.step = *step;
    std::string password{value_of(*form, "password")};
    auto hash = co_await home.people.passwords.hash(std::move(password));
    if (!hash) {
        co_return problem(asked, hash.error());
    }
    wanted.password_hash = std::move(*hash);
    const auto codes = make_recovery_codes();
    wanted.recovery_hashes = recovery_hashes(home.identities, who->grant.id, codes);
    db::command command{std::move(wanted)};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done && done.error().code == domain::errc::conflict) {
        co_return welcome_page(home, asked, *who, *form, done.error().faults);
    }
    if (!done) {
        co_return problem(asked, done.error());
    }
    const auto now_is = co_await find_account(home, who->grant.id);
    view what{.json = json::object{}, .template_name = "recovery_codes", .title = "Keep these codes"};
    what.page = {{"codes", json::array(codes.begin(), codes.end())}, {"errors", nullptr}};
    auto made = show(asked, what);
    give_session(home, asked, principal_of(now_is->grant), made);
    mark_device(home, asked, db::sign_in_hash(home.identities, own_address), made);
    co_return made;
}

asio::awaitable<answer> show_reset(house& home, const call& asked) {
    if (auto refused = has_to_wait(home, asked); refused) {
        co_return std::move(*refused);
    }
    const auto who = co_await holder_of(home, asked, db::link_purpose::reset);
    co_return who ? reset_page(asked) : problem(asked, "not-found");
}

asio::awaitable<answer> take_reset(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    if (auto refused = has_to_wait(home, asked); refused) {
        co_return std::move(*refused);
    }
    const auto who = co_await holder_of(home, asked, db::link_purpose::reset);
    if (!who) {
        co_return problem(asked, "not-found");
    }
    faults found;
    check_chosen_password(*form, who->grant.name, home.history.address_of(*who), found);
    if (!found.empty()) {
        co_return reset_page(asked, found);
    }
    const auto shown = co_await shown_second_factor(home, asked, *who, *form, "reset");
    if (!shown) {
        co_return reset_page(asked, shown.error().faults);
    }
    std::string password{value_of(*form, "password")};
    auto hash = co_await home.people.passwords.hash(std::move(password));
    if (!hash) {
        co_return problem(asked, hash.error());
    }
    db::command command{
        db::reset_password{actor_of(asked, who->grant), secret_hash(asked.captures.front()), std::move(*hash), *shown}};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done && done.error().code == domain::errc::conflict) {
        co_await second_factor_failed(home, asked, *who);
        co_return reset_page(asked, done.error().faults);
    }
    if (!done) {
        co_return problem(asked, done.error());
    }
    second_factor_passed(home, asked, *who, "reset");
    home.sessions.end_all_of(who->grant.id);
    co_return redirect("/sign-in");
}

} // namespace clockstart::api
