#pragma once

#include <string>

namespace clockstart::db {

// Who asks for a change, and where from. Nothing of a child.
struct actor {
    std::string name;     // account or token name; "clockstart" for time itself
    std::string token_id; // scope of idempotency keys; empty for commands on the machine
    std::string from{};   // the address that it came from; "local": over the folder's own socket; empty: from within
};

} // namespace clockstart::db
