#include "domain/board.hpp"

#include <algorithm>
#include <stdexcept>

namespace clockstart::domain {

namespace {

constexpr std::uint8_t not_given = 255;

template <class List>
std::uint8_t place_in(const List& list, std::string_view value) {
    const auto found = std::ranges::find(list, value);
    return found == std::end(list) ? not_given : static_cast<std::uint8_t>(found - std::begin(list));
}

template <class Things>
std::uint8_t place_of(const Things& things, std::string_view code) {
    const auto found = std::ranges::find_if(things, [&](const auto& one) { return one.code == code; });
    return found == things.end() ? not_given : static_cast<std::uint8_t>(found - things.begin());
}

outcome outcome_of(clock_state state) {
    switch (state) {
    case clock_state::met:
        return outcome::met;
    case clock_state::missed:
        return outcome::missed;
    case clock_state::ended:
        return outcome::ended;
    case clock_state::nullified:
        return outcome::nullified;
    case clock_state::not_started:
    case clock_state::running:
    case clock_state::breached:
    case clock_state::paused:
        break;
    }
    return outcome::waiting;
}

std::uint16_t service_of(const directory& places, const std::string& code) {
    const auto index = places.service_index(code);
    if (!index) {
        throw std::logic_error{"a ledger names a service that is not in the directory: " + code};
    }
    return *index;
}

board_row attributes_of(std::uint32_t request, const pathway& rules, const request_facts& facts,
                        const request_state& state) {
    board_row row{.request = request};
    row.school = static_cast<std::uint32_t>(facts.school_urn.value_or(0));
    row.stage = place_of(rules.stages, state.stage);
    row.age = facts.age_years ? static_cast<std::uint8_t>(std::clamp(*facts.age_years, 0, 254)) : not_given;
    row.sex = place_in(sexes, facts.sex);
    row.ethnicity = place_in(ethnicities, facts.ethnicity);
    row.deprivation = static_cast<std::uint8_t>(facts.deprivation_decile.value_or(0));
    row.priority = place_in(priorities, facts.priority);
    row.setting = place_in(settings, facts.setting);
    row.category = facts.items.empty() ? not_given : place_in(item_categories, facts.items.front().category);
    return row;
}

} // namespace

std::vector<board_row> board_rows(std::uint32_t request, const pathway& rules, const request_facts& facts,
                                  const request_state& state, std::span<const clock> clocks, const directory& places) {
    const auto attributes = attributes_of(request, rules, facts, state);
    std::vector<board_row> rows;
    rows.reserve(clocks.size());
    for (const auto& one : clocks) {
        if (!one.started_on) {
            continue;
        }
        auto row = attributes;
        row.target = place_of(rules.targets, one.target);
        row.started = day_number(*one.started_on);
        int paused = 0;
        int moved_by = 0;
        for (const auto& [from, to] : one.pauses) {
            row.pauses.emplace_back(day_number(from), to ? day_number(*to) : board_row::never);
            const int length = to ? days_between(from, *to) : one.paused_days - paused;
            paused += length;
            moved_by += from <= *one.due_on ? length : 0;
        }
        row.due = day_number(*one.due_on) - moved_by;
        const auto stop = one.stopped_on ? day_number(*one.stopped_on) : board_row::never;
        // A wait that moved from one service to another is one row in each, with the same start.
        for (std::size_t place = 0; place < state.placements.size(); ++place) {
            const bool is_last = place + 1 == state.placements.size();
            const auto here_from =
                place == 0 ? row.started : std::max(row.started, day_number(state.placements[place].from));
            const auto moved_on = is_last ? board_row::never : day_number(state.placements[place + 1].from);
            const bool never_here =
                moved_on <= here_from || (here_from > stop || (here_from == stop && here_from != row.started));
            if (never_here) {
                continue;
            }
            row.service = service_of(places, state.placements[place].service);
            row.from = here_from;
            row.until = std::min(stop, moved_on);
            // What is not counted is counted nowhere; what stopped on the day of a move stopped where it was before.
            const bool moved = moved_on < stop && one.state != clock_state::nullified;
            row.how = moved ? outcome::moved : outcome_of(one.state);
            rows.push_back(row);
        }
    }
    const auto headline =
        std::find_if(rows.rbegin(), rows.rend(), [](const board_row& row) { return row.target == 0; });
    if (headline != rows.rend()) {
        headline->current = true;
    }
    return rows;
}

} // namespace clockstart::domain
