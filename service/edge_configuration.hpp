#pragma once

#include "service/configuration.hpp"
#include "service/configuration_keys.hpp"

#include <filesystem>
#include <string_view>

namespace clockstart::service {

// The tables "tls" and "proxy".
void read_edge(configuration_keys& top, const std::filesystem::path& beside, configuration& into);

// Whether that address lies in one of the networks ("10.0.0.0/8", "192.0.2.7"); an IPv4 address that came in the
// clothes of IPv6 counts as what it is.
bool is_in_networks(std::string_view address, const std::vector<std::string>& networks);

// Names of children must not cross a network in the clear: TLS, a proxy that speaks it, or nobody but this machine.
bool is_private_edge(const configuration& settings);

} // namespace clockstart::service
