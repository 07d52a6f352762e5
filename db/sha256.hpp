#pragma once

#include <array>
#include <string_view>

namespace clockstart::db {

// SHA-256 by OpenSSL, which uses the processor's own instructions: every entry of the journal waits for one.
std::array<unsigned char, 32> sha256(std::string_view bytes);

} // namespace clockstart::db
