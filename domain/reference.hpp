#pragma once

#include "domain/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace clockstart::domain {

// What people read out to name a request: "EQ-7K3M-2Q9D". Two letters for the pathway, seven characters drawn at
// random, one check character. The alphabet of 23 has no vowels and no look-alikes; being prime, the check finds every
// single wrong character and every swap of neighbours.

inline constexpr std::uint64_t reference_count = 3'404'825'447; // 23 to the 7th

// `number` is taken modulo reference_count.
std::string make_reference(std::string_view prefix, std::uint64_t number);

// Upper case and hyphens are mended; a wrong check character is refused (errc::not_found: a reference that cannot exist
// is not there).
result<std::string> parse_reference(std::string_view text);

} // namespace clockstart::domain
