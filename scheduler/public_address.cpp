#include "scheduler/public_address.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

#include <netdb.h>
#include <netinet/in.h>

namespace clockstart::scheduler {

namespace {

namespace ip = boost::asio::ip;

// Of IPv4, all is public but this.
constexpr std::array not_public_v4{
    "0.0.0.0/8",       // "this network"; Linux takes 0.0.0.0 for itself
    "10.0.0.0/8",      // private
    "100.64.0.0/10",   // shared, CGNAT
    "127.0.0.0/8",     // loopback
    "169.254.0.0/16",  // link-local, and where clouds keep their metadata
    "172.16.0.0/12",   // private
    "192.0.0.0/24",    // protocol assignments
    "192.0.2.0/24",    // documentation
    "192.88.99.0/24",  // relays of 6to4
    "192.168.0.0/16",  // private
    "198.18.0.0/15",   // benchmark
    "198.51.100.0/24", // documentation
    "203.0.113.0/24",  // documentation
    "224.0.0.0/4",     // multicast
    "240.0.0.0/4",     // reserved, and broadcast
};

// Of IPv6, only 2000::/3 has been given to the public internet: nothing that is unspecified, loopback, mapped,
// compatible, NAT64 (64:ff9b::/96 and :1::/48), discarded, unique local, link-local, site-local or multicast is in it.
// But this is:
constexpr std::array not_public_v6{
    "2001::/23",     // protocol assignments: Teredo, benchmark, ORCHID
    "2001:db8::/32", // documentation
    "2002::/16",     // 6to4
    "3fff::/20",     // documentation
};

template <class Network, class Address, std::size_t Count>
bool is_in(const std::array<const char*, Count>& networks, const Address& address, Network (*read)(const char*)) {
    static const auto all = [&] {
        std::array<Network, Count> list;
        std::ranges::transform(networks, list.begin(), read);
        return list;
    }();
    constexpr int whole = std::is_same_v<Address, ip::address_v4> ? 32 : 128;
    const Network alone{address, whole};
    return std::ranges::any_of(all, [&](const Network& one) { return alone.is_subnet_of(one); });
}

struct freed_by_curl {
    void operator()(char* text) const { curl_free(text); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using url_parts = std::unique_ptr<CURLU, freed_by_curl>;

std::optional<std::string> part_of(const url_parts& url, CURLUPart part, unsigned flags = 0) {
    char* found = nullptr;
    if (curl_url_get(url.get(), part, &found, flags) != CURLUE_OK) {
        return std::nullopt;
    }
    const std::unique_ptr<char, freed_by_curl> owned{found};
    return std::string{found};
}

std::string small_letters(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

// A host as names are compared: small letters, no trailing dot, no brackets.
std::string plain_host(std::string host) {
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    if (host.ends_with('.')) {
        host.pop_back();
    }
    return small_letters(std::move(host));
}

bool is_host(std::string_view host) {
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == ':';
    });
}

} // namespace

bool is_public(const ip::address& address) {
    if (address.is_v4()) {
        return !is_in<ip::network_v4>(not_public_v4, address.to_v4(), &ip::make_network_v4);
    }
    const bool is_global = (address.to_v6().to_bytes()[0] & 0xE0U) == 0x20U; // 2000::/3
    return is_global && !is_in<ip::network_v6>(not_public_v6, address.to_v6(), &ip::make_network_v6);
}

std::vector<ip::address> resolve_by_system(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) {
        return {};
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned{found, &::freeaddrinfo};
    std::vector<ip::address> addresses;
    for (const auto* one = found; one != nullptr; one = one->ai_next) {
        if (one->ai_family == AF_INET) {
            sockaddr_in at{};
            std::memcpy(&at, one->ai_addr, sizeof at);
            addresses.emplace_back(ip::address_v4{ntohl(at.sin_addr.s_addr)});
        } else if (one->ai_family == AF_INET6) {
            sockaddr_in6 at{};
            std::memcpy(&at, one->ai_addr, sizeof at);
            ip::address_v6::bytes_type bytes;
            std::memcpy(bytes.data(), &at.sin6_addr, bytes.size());
            addresses.emplace_back(ip::address_v6{bytes}); // without scope: link-local is refused anyway
        }
    }
    return addresses;
}

domain::result<web_place> find_place(const std::string& url, const std::vector<std::string>& allowed,
                                     const name_resolver& resolve) {
    const auto refused = [](domain::errc code, const char* what) { return domain::refuse(code, "/url", what); };
    const url_parts parts{::curl_url()};
    if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        return refused(domain::errc::malformed, "is not a URL, such as https://example.org/path");
    }
    const auto scheme = part_of(parts, CURLUPART_SCHEME).value_or("");
    const auto host = plain_host(part_of(parts, CURLUPART_HOST).value_or(""));
    const bool is_allowed = std::ranges::any_of(allowed, [&](const auto& one) { return plain_host(one) == host; });
    if (scheme != "https" && !(is_allowed && scheme == "http")) {
        return refused(domain::errc::malformed, "should begin with https://");
    }
    if (part_of(parts, CURLUPART_USER) || part_of(parts, CURLUPART_PASSWORD)) {
        return refused(domain::errc::malformed, "should not hold a user or a password");
    }
    if (!is_host(host) || part_of(parts, CURLUPART_ZONEID)) {
        return refused(domain::errc::malformed, "should name a host in letters, digits, dots and hyphens");
    }
    web_place place{.url = {}, .host = host};
    // The URL is asked for as it was judged: libcurl then looks for exactly this name.
    const bool is_v6 = host.find(':') != std::string::npos;
    curl_url_set(parts.get(), CURLUPART_HOST, is_v6 ? ("[" + host + "]").c_str() : host.c_str(), 0);
    const auto port = part_of(parts, CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
    std::from_chars(port.data(), port.data() + port.size(), place.port);
    place.url = part_of(parts, CURLUPART_URL).value_or("");
    place.addresses = resolve(host);
    if (place.addresses.empty() || place.url.empty()) {
        return refused(domain::errc::not_found, "names a host that has no address at present");
    }
    if (!is_allowed && !std::ranges::all_of(place.addresses, is_public)) {
        return refused(domain::errc::invalid, "leads to an address that is not on the public internet");
    }
    return place;
}

} // namespace clockstart::scheduler
