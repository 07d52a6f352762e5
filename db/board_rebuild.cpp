#include "db/board_rebuild.hpp"

#include "db/ledger_reader.hpp"
#include "db/live_board.hpp"
#include "db/replay.hpp"

namespace clockstart::db {

void rebuild(live_board& board, soci::session& sql) {
    const auto places = board.places();
    const auto pathways = board.pathways();
    const auto calendar = board.calendar();
    board.apply([&](domain::board& columns) {
        ledger_reader reader{sql};
        while (reader.next()) {
            const auto number = static_cast<std::uint32_t>(reader.row().number);
            const auto told =
                replay(*pathways, *calendar, reader.row().pathway, reader.ledger(), settled_on(reader.ledger()));
            columns.put(number, domain::board_rows(number, *told.rules, told.facts, told.state, told.clocks, *places));
        }
    });
}

} // namespace clockstart::db
