#include "service/edge_configuration.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace clockstart::service {

namespace {

namespace ip = boost::asio::ip;

// A network by its first address and the length of its prefix; a single address is one with the whole length.
struct network {
    ip::address first;
    unsigned short length{};
};

std::optional<network> parse_network(std::string_view text) {
    boost::system::error_code error;
    const auto slash = text.find('/');
    const auto first = ip::make_address(std::string{text.substr(0, slash)}, error);
    if (error) {
        return std::nullopt;
    }
    const unsigned short whole = first.is_v4() ? 32 : 128;
    if (slash == std::string_view::npos) {
        return network{first, whole};
    }
    const auto length = first.is_v4() ? ip::make_network_v4(std::string{text}, error).prefix_length()
                                      : ip::make_network_v6(std::string{text}, error).prefix_length();
    return error ? std::nullopt : std::optional{network{first, length}};
}

bool holds(const network& of, const ip::address& address) {
    if (of.first.is_v4() != address.is_v4()) {
        return false;
    }
    if (address.is_v4()) {
        return ip::make_network_v4(address.to_v4(), of.length).network() ==
               ip::make_network_v4(of.first.to_v4(), of.length).network();
    }
    return ip::make_network_v6(address.to_v6(), of.length).network() ==
           ip::make_network_v6(of.first.to_v6(), of.length).network();
}

} // namespace

void read_edge(configuration_keys& top, const std::filesystem::path& beside, configuration& into) {
    if (auto tls = top.table("tls")) {
        tls_files files;
        tls->need("certificate", "the file of the certificate chain (PEM)");
        tls->need("key", "the file of its key (PEM)");
        tls->file("certificate", beside, files.certificate);
        tls->file("key", beside, files.key);
        tls->refuse_others();
        into.tls = std::move(files);
    }
    if (auto proxy = top.table("proxy")) {
        proxy->need("trusted", "the addresses of the proxies that stand before this service");
        auto networks = proxy->texts("trusted").value_or(std::vector<std::string>{});
        if (!std::ranges::all_of(networks, [](const std::string& one) { return parse_network(one).has_value(); })) {
            proxy->fault("trusted", "should be addresses and networks, such as \"127.0.0.1\" or \"10.1.0.0/16\"");
        }
        proxy->refuse_others();
        into.trusted_proxies = std::move(networks);
    }
}

bool is_in_networks(std::string_view address, const std::vector<std::string>& networks) {
    boost::system::error_code error;
    auto asked = ip::make_address(std::string{address}, error);
    if (error) {
        return false;
    }
    if (asked.is_v6() && asked.to_v6().is_v4_mapped()) {
        asked = ip::make_address_v4(ip::v4_mapped, asked.to_v6());
    }
    return std::ranges::any_of(networks, [&](const std::string& text) {
        const auto of = parse_network(text);
        return of && holds(*of, asked);
    });
}

bool is_private_edge(const configuration& settings) {
    boost::system::error_code error;
    const auto address = ip::make_address(settings.listen.address, error);
    return settings.tls || !settings.trusted_proxies.empty() || (!error && address.is_loopback());
}

} // namespace clockstart::service
