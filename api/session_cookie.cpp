#include "api/session_cookie.hpp"

#include "api/door.hpp"
#include "api/secret.hpp"
#include "api/session_book.hpp"

#include <sodium.h>

namespace clockstart::api {

namespace {

constexpr std::size_t mark_length = 43; // random_secret()
constexpr std::string_view a_year = "; Max-Age=31536000";

std::string cookie_of(const door& through, std::string_view name, std::string_view value, std::string_view more) {
    std::string cookie{name};
    cookie += "=";
    cookie += value;
    cookie += "; Path=/; HttpOnly; SameSite=Strict";
    cookie += through.behind_tls ? "; Secure" : "";
    cookie += more;
    return cookie;
}

std::string seal_of(const house& home, std::string_view account, std::string_view mark) {
    return home.identities.digest("device " + std::string{account} + " " + std::string{mark});
}

} // namespace

void give_session(house& home, const call& asked, const principal& who, answer& into) {
    home.sessions.end(asked.session_cookie);
    into.headers.emplace_back(
        "Set-Cookie", cookie_of(*asked.through, asked.through->cookie_name, home.sessions.begin(who, home.now()), ""));
}

void take_session(house& home, const call& asked, answer& from) {
    home.sessions.end(asked.session_cookie);
    from.headers.emplace_back("Set-Cookie", cookie_of(*asked.through, asked.through->cookie_name, "", "; Max-Age=0"));
}

void mark_device(const house& home, const call& asked, std::string_view account, answer& into) {
    const auto mark = random_secret();
    into.headers.emplace_back("Set-Cookie", cookie_of(*asked.through, device_cookie_name(*asked.through),
                                                      mark + seal_of(home, account, mark), a_year));
}

bool is_marked_for(const house& home, const call& asked, std::string_view account) {
    if (asked.device_cookie.size() <= mark_length) {
        return false;
    }
    const auto expected = seal_of(home, account, std::string_view{asked.device_cookie}.substr(0, mark_length));
    const auto shown = std::string_view{asked.device_cookie}.substr(mark_length);
    return shown.size() == expected.size() && sodium_memcmp(shown.data(), expected.data(), shown.size()) == 0;
}

} // namespace clockstart::api
