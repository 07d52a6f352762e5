#include "board_rows.hpp"

namespace clockstart::domain {

std::vector<board_row> rows_of(std::uint32_t request, const pathway& rules, std::span<const event> ledger,
                               civil_date as_at) {
    const auto events = effective_events(ledger);
    return board_rows(request, rules, read_facts(ledger.front().details), fold_request(rules, events, as_at),
                      fold_clocks(rules, events, england_calendar(), as_at, false), places_of_histories());
}

} // namespace clockstart::domain
