#pragma once

#include <string>
#include <string_view>

namespace clockstart::api {

// What an address counts as when attempts, requests or connections are counted: an IPv6 address as its network of 64
// bits, because one customer has as many addresses in it as they like; any other as it is.
std::string caller_of(std::string_view address);

} // namespace clockstart::api
