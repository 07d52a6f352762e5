#pragma once

#include "db/held_request.hpp"
#include "db/journal_state.hpp"
#include "db/replay.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clockstart::db {

// A request while a command works on it: what the ledger holds, and what is to be added. Nothing is written before
// store().
class open_request {
public:
    // How steps come to be recorded. on_time: by the alarm, or on the way of another change; each missed one.
    // by_change: a change told of the past, see domain::worth_telling(). as_if_watched: each, and as if when it
    // happened (demo).
    enum class noticed { on_time, by_change, as_if_watched };

    open_request(journal_state& state, kept_request row, child_row child, std::vector<domain::event> ledger)
        : state_{state}, row_{std::move(row)}, child_{std::move(child)}, ledger_{std::move(ledger)},
          held_{ledger_.size()} {}

    const kept_request& row() const { return row_; }
    const std::vector<domain::event>& ledger() const { return ledger_; }
    void belongs_to(child_row child) {
        row_.child = child.number;
        child_ = std::move(child);
    }
    void continues(const kept_request& earlier) { row_.family = earlier.family; }

    // Decides and adds. `at`: when it is recorded. A reason that is no code of the pathway goes to the vault with the
    // words.
    domain::result<void> add(const domain::pathway& rules, const actor& by, const domain::proposed_event& proposed,
                             words text, domain::instant at, domain::civil_date today,
                             std::optional<domain::civil_date> born);
    // Adds the steps that time brought about up to `now` and that are not recorded yet. Gives how many.
    std::size_t add_steps(domain::instant now, noticed how);
    // Writes everything: the request (with a reference of its own when new), events, words, clocks, steps, the board's
    // rows.
    void store(std::optional<domain::instant> reference_seed);
    // After store(), of a request that was new and is the first of its chain. Leaves nothing here.
    stored_request taken(domain::identity child);

private:
    void insert_request(const domain::pathway& rules, std::optional<domain::instant> reference_seed);
    void insert_events(const domain::pathway& rules);
    void tell(const domain::event& step);

    journal_state& state_;
    kept_request row_;
    child_row child_;
    std::vector<domain::event> ledger_;
    std::vector<words> texts_; // of the events after the first held_
    std::size_t held_;
    bool is_made_up_{false};          // steps are added as if somebody had watched
    std::optional<replayed> told_;    // as of settled_on(), once nothing more is to be added
    std::vector<domain::step> ahead_; // of told_
};

} // namespace clockstart::db
