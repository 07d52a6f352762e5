#pragma once

#include "db/age_plan.hpp"
#include "db/audit_repeats.hpp"
#include "db/audit_table.hpp"
#include "db/child_table.hpp"
#include "db/clock_table.hpp"
#include "db/due_requests.hpp"
#include "db/idempotency_table.hpp"
#include "db/journal.hpp"
#include "db/journal_head.hpp"
#include "db/ledger.hpp"
#include "db/message_table.hpp"
#include "db/request_table.hpp"
#include "db/time_seen.hpp"

#include "domain/board.hpp"
#include "domain/calendar.hpp"
#include "domain/ladder.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace clockstart::db {

// What committed commands change outside the database, told to the board after the commit.
struct board_changes {
    struct request {
        std::uint32_t number{};
        std::size_t first{}, count{}; // in `rows`
        std::int64_t child{};
    };
    std::vector<request> requests; // in order; of one that comes twice the last holds
    std::vector<domain::board_row> rows;
};

// The writer's own: prepared statements, and what it knows by heart. Touched by the writer's thread only.
struct journal_state {
    journal_state(soci::session& connection, const vault& seals, now_source clock)
        : sql{connection}, identities{seals}, now{std::move(clock)}, head{load_head(sql)}, events{sql}, requests{sql},
          clocks{sql}, due{sql}, children{sql}, answers{sql}, ages{sql}, messages{sql}, time{sql}, audit{sql} {}

    // Later than everything recorded before, whatever the machine's clock does: the order of recording is the order of
    // sequence.
    domain::instant stamp() {
        const auto after_last = head.recorded_at + 1;
        head.recorded_at = std::max<long long>(now().time_since_epoch().count(), after_last);
        return domain::instant{std::chrono::microseconds{head.recorded_at}};
    }

    soci::session& sql;
    const vault& identities;
    now_source now;
    journal_head head;
    ledger_table events;
    request_table requests;
    clock_table clocks;
    due_requests due;
    child_table children;
    idempotency_table answers;
    age_table ages;
    message_table messages;
    time_table time;
    audit_table audit;
    audit_repeats repeats;
    // As of the last accepted command; shared with the board once committed.
    std::shared_ptr<const domain::directory> places = std::make_shared<domain::directory>();
    std::shared_ptr<const domain::pathway_book> pathways = std::make_shared<domain::pathway_book>();
    std::shared_ptr<const domain::ladder_book> ladders = std::make_shared<domain::ladder_book>();
    std::shared_ptr<const domain::working_calendar> calendar = std::make_shared<domain::working_calendar>();
    bool is_judging_anew{false}; // requests wait to be judged anew after a change of the rules
    board_changes changes;
    bool only_tried{false}; // the command asked for nothing to be kept
};

// Of a command that changed so many rows and nothing of the ledger.
inline receipt receipt_of(journal_state& state, std::size_t count) {
    receipt done;
    done.recorded_at = state.stamp();
    done.sequence = state.head.sequence;
    done.count = count;
    return done;
}

// What a refused command, or a step that could not be taken, changed in memory, put back.
class undoable {
public:
    explicit undoable(journal_state& state)
        : state_{state}, head_{state.head}, requests_{state.changes.requests.size()}, rows_{state.changes.rows.size()} {
    }

    void undo() {
        state_.head = head_;
        state_.changes.requests.resize(requests_);
        state_.changes.rows.resize(rows_);
    }

private:
    journal_state& state_;
    journal_head head_;
    std::size_t requests_, rows_;
};

} // namespace clockstart::db
