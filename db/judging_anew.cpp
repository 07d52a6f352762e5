#include "db/judging_anew.hpp"

#include "db/open_request.hpp"

#include <algorithm>

namespace clockstart::db {

namespace {

// For each request that may be judged in one transaction: looking at one costs far less.
constexpr long long passed_over = 100;
constexpr std::size_t looked_at = 10;

std::size_t judge_some(journal_state& state, pending_judging& one, std::size_t limit) {
    const auto last = std::min(one.up_to, one.come_to + static_cast<long long>(limit) * passed_over);
    const auto found = load_concerned(state.sql, one, last, limit * looked_at);
    one.come_to = found.size() == limit * looked_at ? found.back().number : last;
    std::size_t judged = 0;
    for (const auto& concerned : found) {
        const auto row = state.requests.find(concerned.number).value();
        open_request request{state, row, {}, state.events.of_request(concerned.number)};
        request.add_steps(state.now(), open_request::noticed::by_change);
        request.store({});
        if (++judged == limit) {
            one.come_to = concerned.number;
            break;
        }
    }
    return judged;
}

} // namespace

void begin_judging_anew(journal_state& state, pending_judging change) {
    change.come_to = 0;
    change.up_to = state.head.requests;
    insert_row(state.sql, change);
    write(state, judge_anew{}).value();
}

domain::result<receipt> write(journal_state& state, const judge_anew& what) {
    receipt done;
    done.recorded_at = state.now();
    auto pending = load_pending(state.sql);
    if (!pending.empty()) {
        done.count = judge_some(state, pending.front(), what.limit);
        advance(state.sql, pending.front());
    }
    done.sequence = state.head.sequence;
    state.is_judging_anew = pending.size() > 1 || (!pending.empty() && pending.front().come_to < pending.front().up_to);
    return done;
}

} // namespace clockstart::db
