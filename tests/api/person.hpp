#pragma once

#include "tests/support/authenticator.hpp"
#include "tests/support/http_client.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clockstart::test {

// Somebody with a browser, which keeps cookies, and a phone with an authenticator app.
class person {
public:
    explicit person(std::uint16_t port) : port_{port} {}

    reply get(const std::string& path) { return keep(http_client{port_}.get(path, headers())); }
    // "address=a&password=b"; the form's token is added.
    reply send(const std::string& path, const std::string& fields) {
        return keep(http_client{port_}.post(path, "application/x-www-form-urlencoded", "csrf=" + csrf() + "&" + fields,
                                            headers()));
    }

    // Follows the link of an invitation: chooses the password and sets the app up. `more`: what the page asks besides.
    reply set_up(const std::string& link, const std::string& password, const std::string& now,
                 const std::string& more = "") {
        seed = between(get(link).body, "<code>", "</code>");
        auto came = send(link, "password=" + password + "&password_again=" + password + "&code=" + code(now) + more);
        for (auto at = came.body.find("<li><code>"); at != std::string::npos;
             at = came.body.find("<li><code>", at + 1)) {
            recovery_codes.push_back(between(came.body.substr(at), "<code>", "</code>"));
        }
        return came;
    }
    // Password, then the code that is given.
    reply sign_in(const std::string& address, const std::string& password, const std::string& code) {
        const auto half = send("/sign-in", "address=" + address + "&password=" + password);
        return half.status == 200 ? enter(half, code) : half;
    }
    // The second step, on the page that the first one gave.
    reply enter(const reply& half, const std::string& code) {
        return send("/sign-in/code", "key=" + between(half.body, "name=\"key\" value=\"", "\"") + "&code=" + code);
    }
    std::string code(const std::string& now) const { return code_of_app(seed, now); }
    // What is signed in, by the page of the account; "" when nobody is.
    bool is_in() { return get("/account").status == 200; }

    static std::string between(const std::string& text, const std::string& before, const std::string& after) {
        const auto at = text.find(before);
        return at == std::string::npos
                   ? std::string{}
                   : text.substr(at + before.size(), text.find(after, at + before.size()) - at - before.size());
    }

    std::string seed;
    std::vector<std::string> recovery_codes;
    std::string session, device; // cookies

private:
    std::string headers() const {
        std::string cookies;
        for (const auto& one : {session, device}) {
            cookies += one.empty() ? "" : (cookies.empty() ? "Cookie: " : "; ") + one;
        }
        return (cookies.empty() ? "" : cookies + "\r\n") + "Accept: text/html\r\n";
    }
    std::string csrf() { return between(get("/accessibility").body, "name=\"csrf\" value=\"", "\""); }
    reply keep(reply came) {
        for (auto at = came.head.find("Set-Cookie: "); at != std::string::npos;
             at = came.head.find("Set-Cookie: ", at + 1)) {
            const auto cookie = between(came.head.substr(at), "Set-Cookie: ", ";");
            const bool is_device = cookie.starts_with("clockstart_session_device=");
            (is_device ? device : session) = cookie.ends_with('=') ? "" : cookie;
        }
        return came;
    }

    std::uint16_t port_;
};

} // namespace clockstart::test
