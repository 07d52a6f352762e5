#include "db/board_known.hpp"

#include "db/connection.hpp"
#include "db/ledger_reader.hpp"
#include "db/replay.hpp"
#include "db/stopped_early.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <stdexcept>

namespace clockstart::db {

domain::board board_known_at(const std::filesystem::path& database, const domain::directory& places,
                             const domain::pathway_book& pathways, const domain::working_calendar& calendar,
                             domain::instant known_at, const std::function<bool()>& stop) {
    connection reading{database, dialect::role::reader};
    domain::board columns;
    const auto known_calendar = calendar.known_at(known_at);
    stop_check looking{stop};
    try {
        ledger_reader reader{reading.sql()};
        while (reader.next()) {
            looking.step();
            // A ledger is in the order of recording, so what was known is its beginning.
            const std::span<const domain::event> ledger{reader.ledger()};
            const auto later = std::ranges::upper_bound(ledger, known_at, {}, &domain::event::recorded_at);
            const auto known = ledger.first(static_cast<std::size_t>(later - ledger.begin()));
            if (known.empty()) {
                continue;
            }
            const auto number = static_cast<std::uint32_t>(reader.row().number);
            const auto told = replay(pathways, known_calendar, reader.row().pathway, known, settled_on(known));
            columns.put(number, domain::board_rows(number, *told.rules, told.facts, told.state, told.clocks, places));
        }
    } catch (const soci::soci_error&) {
        throw std::runtime_error{"the database could not be read to its end: " + dialect::last_failure(reading.sql())};
    }
    return columns;
}

} // namespace clockstart::db
