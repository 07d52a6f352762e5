#include "api/sign_in.hpp"

#include "api/account_reading.hpp"
#include "api/audit_note.hpp"
#include "api/caller.hpp"
#include "api/chosen_password.hpp"
#include "api/faces.hpp"
#include "api/form.hpp"
#include "api/house.hpp"
#include "api/people_desk.hpp"
#include "api/problem.hpp"
#include "api/session_cookie.hpp"
#include "api/tokens.hpp"

#include "db/account_rows.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using faults = std::vector<domain::fault>;

// Wrong passwords and codes are slowed down for the account as a whole, but never for long: whoever guesses at
// somebody's account must not keep them out. Where it is known who is asking, by the browser or by the address,
// patience ends sooner.
constexpr patience with_account{5, std::chrono::seconds{30}};
constexpr patience with_device{10, std::chrono::minutes{15}};
constexpr patience with_address{50, std::chrono::minutes{15}}; // a whole hospital may come from one

// Only a path of ours: anything else would send people to another site after they signed in.
std::string safe_next(std::string_view next) {
    const bool ours =
        next.starts_with('/') && !next.starts_with("//") && std::ranges::all_of(next, [](unsigned char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                   (letter >= '0' && letter <= '9') || letter == '/' || letter == '-' || letter == '_';
        });
    return ours ? std::string{next} : std::string{};
}

// The page again, without anything secret that was typed.
answer page(const call& asked, std::string_view next, const form_fields& typed = {}, const faults& found = {},
            unsigned status = 200) {
    view what{.json = json::object{}, .template_name = "sign_in", .title = "Sign in", .status = status};
    form_fields kept;
    std::ranges::copy_if(typed, std::back_inserter(kept), [](const auto& field) { return field.first == "address"; });
    auto shown = show_form(kept, found);
    what.page = {{"form", std::move(shown.form)},
                 {"errors", std::move(shown.errors)},
                 {"next", next.empty() ? json::value(nullptr) : json::value(next)}};
    auto made = show(asked, what);
    if (status == 401) {
        made.headers.emplace_back("WWW-Authenticate", "Bearer");
    }
    return made;
}

answer code_page(const call& asked, std::string_view key, std::string_view next, const faults& found = {},
                 unsigned status = 200) {
    view what{.json = json::object{}, .template_name = "sign_in_code", .title = "Enter your code", .status = status};
    auto shown = show_form({}, found);
    what.page = {{"form", std::move(shown.form)},
                 {"errors", std::move(shown.errors)},
                 {"key", key},
                 {"next", next.empty() ? json::value(nullptr) : json::value(next)}};
    return show(asked, what);
}

answer with_retry_after(answer made, std::chrono::seconds wait) {
    made.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return made;
}

asio::awaitable<answer> with_token(house& home, const call& asked, const form_fields& form, const std::string& next) {
    const auto who = know_token(home, value_of(form, "token"));
    if (!who) {
        co_await note_entry(home, asked, nullptr, "sign_in", "failed");
        co_return page(asked, next, {}, {{"/token", "That token is not known. Check that you pasted all of it"}}, 401);
    }
    const auto noted = co_await note_entry(home, asked, &*who, "sign_in", "done");
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    note_first_use(home, asked, *who);
    auto made = redirect(next.empty() ? "/" : next);
    give_session(home, asked, *who, made);
    co_return made;
}

// What is counted when somebody guesses at this address, from where they are.
struct attempt {
    std::string account, origin; // keys of the book; origin empty: a browser that is known
    patience how;

    std::chrono::seconds begin(people_desk& desk, domain::instant now) const {
        if (!origin.empty()) {
            if (const auto wait = desk.origins.begin(origin, with_address, now); wait.count() > 0) {
                return wait;
            }
        }
        return desk.accounts.begin(account, how, now);
    }
    void succeeded(people_desk& desk) const {
        desk.accounts.succeeded(account);
        desk.origins.take_back(origin);
    }
};

attempt attempt_of(const house& home, const call& asked, const std::string& address_hash) {
    if (is_marked_for(home, asked, address_hash)) {
        return {"device " + asked.device_cookie, {}, with_device};
    }
    return {"account " + address_hash, "passwords " + caller_of(asked.remote), with_account};
}

asio::awaitable<answer> with_password(house& home, const call& asked, const form_fields& form,
                                      const std::string& next) {
    const std::string address{value_of(form, "address")}, password{value_of(form, "password")};
    faults missing;
    if (address.empty()) {
        missing.push_back({"/address", "Enter your e-mail address"});
    }
    if (password.empty()) {
        missing.push_back({"/password", "Enter your password"});
    }
    if (!missing.empty()) {
        co_return page(asked, next, form, missing, 422);
    }
    auto& desk = home.people;
    const auto hash = db::sign_in_hash(home.identities, address);
    const auto tried = attempt_of(home, asked, hash);
    if (const auto wait = tried.begin(desk, home.now()); wait.count() > 0) {
        co_await note_entry(home, asked, nullptr, "sign_in", "failed");
        co_return with_retry_after(page(asked, next, form, {{"/password", wait_first(wait)}}, 429), wait);
    }
    const auto who = co_await find_account_by_address(home, hash);
    const auto stored = who ? who->password_hash : std::string{};
    const auto fits = co_await desk.passwords.matches(stored, password);
    if (!fits) {
        co_return problem(asked, fits.error());
    }
    if (!*fits || !who->grant.holds(home.now())) {
        // Of an account that is there by its name; whatever else was typed is not written down.
        const auto somebody = who ? std::optional{principal_of(who->grant)} : std::nullopt;
        co_await note_entry(home, asked, somebody ? &*somebody : nullptr, "sign_in", "failed");
        co_return page(asked, next, form, {{"/password", "That e-mail address or password is not right"}}, 401);
    }
    tried.succeeded(desk);
    std::string made_again;
    if (desk.passwords.is_outdated(stored)) {
        auto made = co_await desk.passwords.hash(password);
        made_again = made ? std::move(*made) : std::string{};
    }
    co_return code_page(asked, desk.half_way.begin(who->grant.id, stored, std::move(made_again), home.now()), next);
}

} // namespace

asio::awaitable<answer> show_sign_in(house&, const call& asked) {
    co_return page(asked, safe_next(query(asked, "next").value_or("")));
}

asio::awaitable<answer> sign_in(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto next = safe_next(value_of(*form, "next"));
    const bool is_token = std::ranges::any_of(*form, [](const auto& field) { return field.first == "token"; });
    if (is_token) {
        co_return co_await with_token(home, asked, *form, next);
    }
    co_return co_await with_password(home, asked, *form, next);
}

asio::awaitable<answer> take_sign_in_code(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto next = safe_next(value_of(*form, "next"));
    const std::string key{value_of(*form, "key")};
    auto& desk = home.people;
    const auto half = desk.half_way.attempt(key, home.now());
    if (!half) {
        co_return page(
            asked, next, {},
            {{"/password", "Enter your password again: the code did not come in time, or not in five tries"}}, 401);
    }
    const auto begin_again = [&] {
        return page(asked, next, {}, {{"/password", "That e-mail address or password is not right"}}, 401);
    };
    const auto who = co_await find_account(home, half->account);
    if (!who) {
        co_return begin_again();
    }
    if (!who->grant.holds(home.now())) {
        co_await second_factor_failed(home, asked, *who);
        co_return begin_again();
    }
    const auto shown = co_await shown_second_factor(home, asked, *who, *form, "sign_in");
    if (!shown) {
        co_return code_page(asked, key, next, shown.error().faults, 401);
    }
    db::command passed{db::pass_second_factor{actor_of(asked, who->grant), *shown, half->matched_hash, half->new_hash,
                                              domain::london_date(home.now())}};
    const auto done = co_await home.journal.append(std::move(passed), asio::use_awaitable);
    if (!done && done.error().code == domain::errc::conflict) {
        co_await second_factor_failed(home, asked, *who);
        co_return code_page(asked, key, next, done.error().faults, 401);
    }
    if (!done && done.error().code == domain::errc::not_found) { // the password was changed, or the account disabled
        desk.half_way.end(key);
        co_return begin_again();
    }
    if (!done) {
        co_return problem(asked, done.error());
    }
    desk.half_way.end(key);
    second_factor_passed(home, asked, *who, "sign_in");
    auto made = redirect(next.empty() ? "/" : next);
    give_session(home, asked, principal_of(who->grant), made);
    mark_device(home, asked, db::sign_in_hash(home.identities, home.history.address_of(*who)), made);
    co_return made;
}

asio::awaitable<answer> sign_out(house& home, const call& asked) {
    if (asked.who) {
        co_await note_entry(home, asked, &*asked.who, "sign_out", "done");
    }
    auto made = redirect("/sign-in");
    take_session(home, asked, made);
    // Not "cookies": the mark of the browser stays, so that its owner is not kept waiting by whoever guesses.
    made.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
    co_return made;
}

} // namespace clockstart::api
