#pragma once

#include "domain/directory.hpp"
#include "domain/event.hpp"
#include "domain/pathway.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

// Random ledgers: what people might have recorded, as far as the decision of the domain lets them.
namespace clockstart::domain {

struct history {
    std::uint64_t seed{};
    const pathway* rules{};
    std::vector<event> ledger;
};

// The same seed gives the same history. It begins between March 2025 and June 2026 and is over by `histories_end`.
history random_history(std::uint64_t seed);
inline constexpr civil_date histories_end = make_date(2027, 12, 31);

// The services that the histories are in: three for each pathway, in two areas, by two providers.
const directory& places_of_histories();

// What happened, for the message of a failing test.
std::string told_at_length(const history& one);

} // namespace clockstart::domain
