#pragma once

namespace soci {
class session;
}

namespace clockstart::db {

class live_board;

// Fills an empty board from the ledger, request by request, in one pass. The board's directory, pathways and calendar
// must be there already.
void rebuild(live_board& board, soci::session& sql);

} // namespace clockstart::db
