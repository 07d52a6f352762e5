#pragma once

#include "domain/error.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::scheduler {

// Whether an address leads to the public internet. Not so: private, shared (CGNAT), loopback, link-local, unique local,
// multicast, unspecified, reserved, benchmark and documentation addresses, and IPv6 addresses that stand for an IPv4
// address, whichever (mapped, compatible, NAT64, 6to4, Teredo). After IANA's registries of special-purpose addresses.
bool is_public(const boost::asio::ip::address& address);

// Every address that a name, or an address in any spelling, leads to; none when it leads nowhere. May block.
using name_resolver = std::function<std::vector<boost::asio::ip::address>(const std::string& host)>;
std::vector<boost::asio::ip::address> resolve_by_system(const std::string& host);

// Where somebody's URL leads, found out once: who connects does so to `addresses` and asks nobody again, so that a name
// cannot lead elsewhere between the judgment and the connection.
struct web_place {
    std::string url; // as libcurl writes it
    std::string host;
    std::uint16_t port{0};
    std::vector<boost::asio::ip::address> addresses; // at least one
};

// Judges by the numeric addresses, all of which must be public, so the spelling of the URL does not matter. `allowed`:
// hosts by which the operator lets URLs lead to addresses that are not, and be http instead of https. Refusals, none of
// which quotes the URL: malformed (not a URL for us: another scheme, a name or password in it), invalid (leads to where
// it must not), not_found (leads nowhere at present).
domain::result<web_place> find_place(const std::string& url, const std::vector<std::string>& allowed,
                                     const name_resolver& resolve = resolve_by_system);

} // namespace clockstart::scheduler
