#pragma once

#include "domain/board.hpp"
#include "domain/calendar.hpp"
#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <filesystem>
#include <functional>

namespace clockstart::db {

// The board as it was known at an instant: of what was recorded up to then, worked out anew from the ledger. On a
// connection of its own; any thread; takes as long as a start of the daemon does. `stop` is asked now and then: when it
// says yes, stopped_early is thrown. The directory is today's: it has no history.
domain::board board_known_at(const std::filesystem::path& database, const domain::directory& places,
                             const domain::pathway_book& pathways, const domain::working_calendar& calendar,
                             domain::instant known_at, const std::function<bool()>& stop = {});

} // namespace clockstart::db
