#pragma once

#include "domain/board.hpp"
#include "histories.hpp"

#include <vector>

namespace clockstart::domain {

// The rows of a ledger as the journal puts them: folded to the end of all that was recorded.
std::vector<board_row> rows_of(std::uint32_t request, const pathway& rules, std::span<const event> ledger,
                               civil_date as_at = histories_end);

} // namespace clockstart::domain
