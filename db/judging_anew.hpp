#pragma once

#include "db/journal_state.hpp"
#include "db/judging_table.hpp"

namespace clockstart::db {

// After a change of the rules, in the same transaction: notes which requests it concerns and judges the first of them;
// the writer goes on with the rest in transactions of their own. `change` has pathway and days.
void begin_judging_anew(journal_state& state, pending_judging change);

// Goes on with the oldest change: clocks, next instants, the board's rows, and breaches that the new rule brings about.
// `count` in the receipt: requests judged.
domain::result<receipt> write(journal_state& state, const judge_anew& what);

} // namespace clockstart::db
