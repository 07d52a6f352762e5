#pragma once

#include <string>
#include <string_view>

namespace clockstart::api {

// 256 random bits as 43 characters of base64url: cookies, tokens, keys of forms.
std::string random_secret();

// SHA-256, hex. Enough for what is random to begin with; never for what people choose.
std::string secret_hash(std::string_view secret);

} // namespace clockstart::api
