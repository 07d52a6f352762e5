#include "db/clock_table.hpp"

#include <soci/soci.h>

#include <algorithm>

namespace clockstart::db {

namespace {

template <class Number>
soci::indicator indicator_of(const std::optional<Number>& value) {
    return value ? soci::i_ok : soci::i_null;
}

} // namespace

std::vector<clock_row> clock_rows(const domain::pathway& rules, std::span<const domain::clock> clocks) {
    std::vector<clock_row> rows;
    for (const auto& one : clocks) {
        if (!one.started_on) {
            continue;
        }
        const auto target = std::ranges::find(rules.targets, one.target, &domain::target::code);
        const auto state = one.state == domain::clock_state::breached ? domain::clock_state::running : one.state;
        clock_row row{.target = static_cast<int>(target - rules.targets.begin()),
                      .period = one.period,
                      .state = std::string{name_of(state)},
                      .started_on = domain::day_number(*one.started_on),
                      .due_on = domain::day_number(*one.due_on),
                      .stopped_on = {},
                      .next_at = {}};
        if (one.stopped_on) {
            row.stopped_on = domain::day_number(*one.stopped_on);
        }
        if (one.next_instant) {
            row.next_at = one.next_instant->time_since_epoch().count();
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

struct clock_table::statements {
    explicit statements(soci::session& sql)
        : insert{(sql.prepare
                      << "INSERT INTO clock (request, target, period, state, started_on, due_on, stopped_on, next_at) "
                         "VALUES (:request, :target, :period, :state, :started_on, :due_on, :stopped_on, :next_at)",
                  soci::use(request, "request"), soci::use(row.target, "target"), soci::use(row.period, "period"),
                  soci::use(row.state, "state"), soci::use(row.started_on, "started_on"),
                  soci::use(row.due_on, "due_on"), soci::use(stopped_on, has_stopped, "stopped_on"),
                  soci::use(next_at, has_next, "next_at"))},
          clear{(sql.prepare << "DELETE FROM clock WHERE request = :request", soci::use(request, "request"))},
          of_request{(sql.prepare << "SELECT target, period, state, started_on, due_on, stopped_on, next_at FROM clock "
                                     "WHERE request = :request ORDER BY target, period",
                      soci::into(row.target), soci::into(row.period), soci::into(row.state), soci::into(row.started_on),
                      soci::into(row.due_on), soci::into(stopped_on, has_stopped), soci::into(next_at, has_next),
                      soci::use(request, "request"))},
          insert_step{(sql.prepare << "INSERT INTO step (request, target, step, occurrence, sequence) "
                                      "VALUES (:request, :target, :step, :occurrence, :sequence)",
                       soci::use(request, "request"), soci::use(step.target, "target"), soci::use(step.step, "step"),
                       soci::use(step.occurrence, "occurrence"), soci::use(step.sequence, "sequence"))},
          due{(sql.prepare << "SELECT request FROM clock WHERE next_at IS NOT NULL AND next_at <= :now ORDER BY "
                              "next_at, request LIMIT :most",
               soci::into(found), soci::use(now, "now"), soci::use(most, "most"))},
          next{(sql.prepare << "SELECT MIN(next_at) FROM clock WHERE next_at IS NOT NULL",
                soci::into(earliest, has_earliest))} {}

    clock_row row;
    step_row step;
    long long request{}, now{}, most{}, found{}, next_at{}, earliest{};
    int stopped_on{};
    soci::indicator has_stopped{}, has_next{}, has_earliest{};
    soci::statement insert, clear, of_request, insert_step, due, next;
};

clock_table::clock_table(soci::session& sql) : statements_{std::make_unique<statements>(sql)} {}
clock_table::~clock_table() = default;

void clock_table::put(long long request, std::span<const clock_row> rows, bool is_new) {
    auto& held = *statements_;
    held.request = request;
    if (!is_new) {
        held.clear.execute(true);
    }
    for (const auto& row : rows) {
        held.row = row;
        held.stopped_on = row.stopped_on.value_or(0);
        held.has_stopped = indicator_of(row.stopped_on);
        held.next_at = row.next_at.value_or(0);
        held.has_next = indicator_of(row.next_at);
        held.insert.execute(true);
    }
}

std::vector<clock_row> clock_table::of_request(long long request) {
    auto& held = *statements_;
    held.request = request;
    std::vector<clock_row> rows;
    held.of_request.execute();
    while (held.of_request.fetch()) {
        rows.push_back(held.row);
        rows.back().stopped_on = held.has_stopped == soci::i_ok ? std::optional{held.stopped_on} : std::nullopt;
        rows.back().next_at = held.has_next == soci::i_ok ? std::optional{held.next_at} : std::nullopt;
    }
    return rows;
}

void clock_table::insert(long long request, const step_row& step) {
    statements_->request = request;
    statements_->step = step;
    statements_->insert_step.execute(true);
}

std::vector<long long> clock_table::due(long long now, std::size_t limit) {
    auto& held = *statements_;
    held.now = now;
    held.most = static_cast<long long>(limit);
    std::vector<long long> requests;
    held.due.execute();
    while (held.due.fetch()) {
        if (requests.empty() || requests.back() != held.found) {
            requests.push_back(held.found);
        }
    }
    return requests;
}

std::optional<long long> clock_table::next() {
    auto& held = *statements_;
    std::optional<long long> found;
    held.next.execute();
    while (held.next.fetch()) {
        found = held.has_earliest == soci::i_ok ? std::optional{held.earliest} : std::nullopt;
    }
    return found;
}

} // namespace clockstart::db
