#pragma once

#include "tests/support/http_client.hpp"

#include <cstdint>
#include <string>

namespace clockstart::test {

// Somebody who signed in on the page, and what its forms send back.
class page_session {
public:
    page_session(std::uint16_t port, const std::string& token) : port_{port} {
        const auto reply = http_client{port_}.post("/sign-in", form, "token=" + token);
        const auto set = reply.header("Set-Cookie").value();
        cookie_ = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
        const auto page = http_client{port_}.get("/accessibility", cookie_).body;
        const std::string before = "name=\"csrf\" value=\"";
        const auto at = page.find(before) + before.size();
        csrf_ = page.substr(at, page.find('"', at) - at);
    }
    reply get(const std::string& path) const { return http_client{port_}.get(path, cookie_ + "Accept: text/html\r\n"); }
    // "&pace=daily", or with another token than the page's.
    reply send(const std::string& path, const std::string& rest = "") const { return send_as(csrf_, path, rest); }
    reply send_as(const std::string& csrf, const std::string& path, const std::string& rest = "") const {
        return http_client{port_}.post(path, form, "csrf=" + csrf + rest, cookie_ + "Accept: text/html\r\n");
    }

private:
    static constexpr const char* form = "application/x-www-form-urlencoded";
    std::uint16_t port_;
    std::string cookie_, csrf_;
};

} // namespace clockstart::test
