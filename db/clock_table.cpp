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

std::vector<clock_row> clock_rows(const domain::pathway& rules, std::span<const domain::clock> clocks,
                                  std::span<const domain::step> ahead) {
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
        const auto next = std::ranges::find_if(
            ahead, [&](const domain::step& step) { return step.target == one.target && step.due_on == *one.due_on; });
        if (!one.stopped_on && next != ahead.end()) {
            row.next_at = next->at.time_since_epoch().count();
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::pair<std::string, std::optional<long long>> next_watch(std::span<const domain::step> ahead) {
    const auto next = std::ranges::find_if(ahead, [](const domain::step& one) { return one.target.empty(); });
    if (next == ahead.end()) {
        return {};
    }
    return {std::string{next->code}, next->at.time_since_epoch().count()};
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
                       soci::use(step.occurrence, "occurrence"), soci::use(step.sequence, "sequence"))} {}

    clock_row row;
    step_row step;
    long long request{}, next_at{};
    int stopped_on{};
    soci::indicator has_stopped{}, has_next{};
    soci::statement insert, clear, of_request, insert_step;
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

} // namespace clockstart::db
