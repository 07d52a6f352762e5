#pragma once

#include "api/answer.hpp"
#include "api/incoming.hpp"
#include "api/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clockstart::api {

// What one connection is told before the body of a message is read: gate, route, who, and whether it is its turn.
class reception {
public:
    // `peer`: the address, or "local".
    reception(premises& here, std::string_view peer, bool local);

    // No answer: come in, by that route. `must_close` is set when the message broke a rule of the gate.
    std::optional<answer> knock(incoming& request, const route*& wanted, bool& must_close);

private:
    std::optional<answer> out_of_turn(const call& asked);

    premises& here_;
    const std::string peer_;
    const bool by_proxy_; // the peer is a proxy, and what it says of the caller is believed
};

// Whether the route takes chunks, and more time.
inline bool is_import(const route& wanted) { return wanted.body_limit >= import_limit; }

} // namespace clockstart::api
