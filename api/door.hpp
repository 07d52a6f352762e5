#pragma once

#include "api/call.hpp"
#include "api/words.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spdlog {
class logger;
}

namespace clockstart::api {

class certificate;

// How much and how long. The defaults are reliability's numbers; tests use smaller ones.
struct limits {
    std::size_t header_bytes = 16UL * 1024;
    std::size_t header_fields = 64;
    std::size_t line_bytes = 8UL * 1024;
    std::chrono::milliseconds handshake_within{5'000}; // of TLS
    std::chrono::milliseconds header_within{10'000};   // from its first byte to its last
    std::chrono::milliseconds body_within{30'000};     // and at least 1 KB/s after the first 5 s
    std::chrono::milliseconds import_within{120'000};
    std::chrono::milliseconds write_stall{10'000}; // no byte taken by the peer
    std::chrono::milliseconds idle{30'000};        // between two requests
    std::chrono::milliseconds linger{2'000};       // reading on after a refusal, so that the peer sees it
    std::chrono::milliseconds heartbeat{15'000};   // of a live answer to which nothing came; the caller is asked anew
    std::size_t requests_per_connection = 1'000;
    std::size_t connections = 9'000;
    std::size_t connections_per_address = 100; // does not count for a trusted proxy
    std::size_t requests_per_second = 1'000;   // of one token, session or, for who has none, address; 0: any number
    std::size_t requests_at_once = 30'000;     // after a rest
};

// What the session needs to let somebody in. All functions are called on the loop and must not block.
struct door {
    std::function<std::optional<principal>(std::string_view bearer_token)> find_token{};
    std::function<std::optional<principal>(std::string_view session_cookie)> find_session{};
    // Somebody came with a token that is not known; empty: nobody is told.
    std::function<void(const call& asked)> note_unknown_token{};
    // Whether it is one still, which unlike find_session does not count as use; empty: never.
    std::function<bool(std::string_view session_cookie)> is_session{};
    std::function<bool()> ready{};            // what /readyz answers; empty: always
    name_finder find_name{};                  // names for the codes on pages; empty: the codes are shown
    std::vector<std::string> allowed_hosts{}; // without port; empty: localhost, 127.0.0.1, [::1], the bound address
    std::string cookie_name = "clockstart_session";
    bool publishes_figures = false;       // pages then lead to them
    bool behind_tls = false;              // adds Strict-Transport-Security
    std::shared_ptr<certificate> shown{}; // what TLS is spoken with on TCP; empty: plain HTTP
    // Whether what that peer says of the caller in X-Forwarded-... is believed; empty: never.
    std::function<bool(std::string_view address)> is_proxy{};
    bool proxies_only = false; // nobody else is let in on TCP, but for this machine itself
    limits at_most{};
    std::shared_ptr<spdlog::logger> log{}; // empty: no log
};

// The cookie by which a browser is known that somebody signed in with before.
inline std::string device_cookie_name(const door& at) { return at.cookie_name + "_device"; }

} // namespace clockstart::api
