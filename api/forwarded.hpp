#pragma once

#include "api/gate.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clockstart::api {

// What a trusted proxy says of the caller (X-Forwarded-For, -Proto, -Host). Never called for anybody else: whoever
// could write these fields could be any address and any host.

// The caller's address: the last one in the list that is not itself a trusted proxy's. Empty when there is none, or
// something stands there that is no address.
std::string address_behind(std::string_view forwarded_for, const std::function<bool(std::string_view)>& is_proxy);

// Takes the host that the caller asked for. A rejection when the caller came to the proxy without TLS.
std::optional<rejection> believe_proxy(admitted& also);

} // namespace clockstart::api
