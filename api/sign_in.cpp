#include "api/sign_in.hpp"

#include "api/audit_note.hpp"
#include "api/door.hpp"
#include "api/faces.hpp"
#include "api/form.hpp"
#include "api/house.hpp"
#include "api/problem.hpp"
#include "api/session_book.hpp"
#include "api/tokens.hpp"

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// Only a path of ours: anything else would send people to another site after they signed in.
std::string safe_next(std::string_view next) {
    const bool ours =
        next.starts_with('/') && !next.starts_with("//") && std::ranges::all_of(next, [](unsigned char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                   (letter >= '0' && letter <= '9') || letter == '/' || letter == '-' || letter == '_';
        });
    return ours ? std::string{next} : std::string{};
}

std::string cookie_of(const door& through, std::string_view value, bool ends) {
    std::string cookie = through.cookie_name + "=" + std::string{value} + "; Path=/; HttpOnly; SameSite=Strict";
    cookie += through.behind_tls ? "; Secure" : "";
    cookie += ends ? "; Max-Age=0" : "";
    return cookie;
}

answer page(const call& asked, std::string_view next, std::string_view error) {
    view what{
        .json = json::object{}, .template_name = "sign_in", .title = "Sign in", .status = error.empty() ? 200U : 401U};
    what.page = {{"error", error.empty() ? json::value(nullptr) : json::value(error)},
                 {"next", next.empty() ? json::value(nullptr) : json::value(next)}};
    auto made = show(asked, what);
    if (!error.empty()) {
        made.headers.emplace_back("WWW-Authenticate", "Bearer");
    }
    return made;
}

} // namespace

asio::awaitable<answer> show_sign_in(house&, const call& asked) {
    co_return page(asked, safe_next(query(asked, "next").value_or("")), "");
}

asio::awaitable<answer> sign_in(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto next = safe_next(value_of(*form, "next"));
    const auto who = know_token(home, value_of(*form, "token"));
    if (!who) {
        co_await note_entry(home, asked, nullptr, "sign_in", "failed");
        co_return page(asked, next, "That token is not known. Check that you pasted all of it");
    }
    const auto noted = co_await note_entry(home, asked, &*who, "sign_in", "done");
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    auto made = redirect(next.empty() ? "/" : next);
    made.headers.emplace_back("Set-Cookie", cookie_of(*asked.through, home.sessions.begin(*who, home.now()), false));
    co_return made;
}

asio::awaitable<answer> sign_out(house& home, const call& asked) {
    home.sessions.end(asked.session_cookie);
    if (asked.who) {
        co_await note_entry(home, asked, &*asked.who, "sign_out", "done");
    }
    auto made = redirect("/sign-in");
    made.headers.emplace_back("Set-Cookie", cookie_of(*asked.through, "", true));
    made.headers.emplace_back("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    co_return made;
}

} // namespace clockstart::api
