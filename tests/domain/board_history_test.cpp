#include "domain/board.hpp"

#include "board_rows.hpp"
#include "day_counts.hpp"
#include "story.hpp"
#include "tests/support/scale.hpp"

#include <gtest/gtest.h>

#include <map>

// What the board says of ten thousand histories against what their clocks say, one by one.
namespace clockstart::domain {
namespace {

struct figures {
    int waiting{}, within{}, completed{}, met{}, removed{}, added{};
    long days_waiting{}, days_completed{};

    auto operator<=>(const figures&) const = default;
};

std::string in_words(const std::map<std::string, figures>& by_service) {
    std::string text;
    for (const auto& [service, one] : by_service) {
        if (one != figures{}) {
            text += service + ": " + std::to_string(one.waiting) + " waiting " + std::to_string(one.days_waiting) +
                    " days, " + std::to_string(one.within) + " within, " + std::to_string(one.completed) +
                    " completed in " + std::to_string(one.days_completed) + ", " + std::to_string(one.met) + " met, " +
                    std::to_string(one.removed) + " removed, " + std::to_string(one.added) + " added\n";
        }
    }
    return text;
}

class BoardOfHistories : public testing::Test {
protected:
    static constexpr std::uint32_t many = test::cases(10'000);

    static void SetUpTestSuite() {
        for (std::uint32_t number = 0; number < many; ++number) {
            histories_.push_back(random_history(number));
            columns_.put(number, rows_of(number, *histories_.back().rules, histories_.back().ledger));
        }
    }
    static void TearDownTestSuite() { histories_.clear(); }

    // One request's share in the figures of an as-at date and the flows from then back to `from`.
    static void add(const history& one, std::size_t target, civil_date from, civil_date as_at,
                    std::map<std::string, figures>& by_service) {
        const auto events = effective_events(one.ledger);
        const auto& rule = one.rules->targets[target];
        const auto in_the_end = fold_clock(rule, events, england_calendar(), histories_end);
        const auto then = fold_clock(rule, events, england_calendar(), as_at);
        const auto service_on = [&](civil_date day) { return fold_request(*one.rules, events, day).service; };
        const auto flows = [&](civil_date day) { return from <= day && day <= as_at; };
        for (std::size_t period = 0; period < in_the_end.size(); ++period) {
            const auto& known = in_the_end[period];
            if (!known.started_on || known.state == clock_state::nullified) {
                continue; // what is not counted now is counted at no date
            }
            if (flows(*known.started_on)) {
                ++by_service[service_on(*known.started_on)].added;
            }
            const auto& was = period < then.size() ? then[period] : clock{};
            if (was.started_on && !was.stopped_on) {
                auto& group = by_service[service_on(as_at)];
                ++group.waiting;
                group.days_waiting += days_between(*was.started_on, as_at) - was.paused_days;
                group.within += as_at <= *was.due_on ? 1 : 0;
            }
            if (known.stopped_on && flows(*known.stopped_on)) {
                // A stop on the day of a move counts where the wait was before.
                const auto before = std::max(*known.started_on, *known.stopped_on - std::chrono::days{1});
                auto& group = by_service[service_on(before)];
                if (known.state == clock_state::ended) {
                    ++group.removed;
                } else {
                    ++group.completed;
                    group.met += known.state == clock_state::met ? 1 : 0;
                    group.days_completed += days_between(*known.started_on, *known.stopped_on) - known.paused_days;
                }
            }
        }
    }

    static inline board columns_;
    static inline std::vector<history> histories_;
};

long days_in(const wait_distribution& waits) {
    long sum = 0;
    const auto counts = day_counts(waits);
    for (std::size_t day = 0; day < counts.size(); ++day) {
        sum += static_cast<long>(day * counts[day]);
    }
    return sum;
}

TEST_F(BoardOfHistories, AgreesWithTheirClocksOnAnyDay) {
    for (const std::size_t target : {0U, 1U}) {
        for (const auto as_at : {day("2025-07-15"), day("2026-03-29"), day("2026-10-25"), histories_end}) {
            const auto from = as_at - std::chrono::days{45};
            std::map<std::string, figures> expected;
            for (const auto& one : histories_) {
                if (target < one.rules->targets.size()) {
                    add(one, target, from, as_at, expected);
                }
            }
            std::map<std::string, figures> found;
            waits_question asked{.as_at = as_at, .from = from, .to = as_at, .by = grouping::service};
            asked.filter.target = static_cast<std::uint8_t>(target);
            for (const auto& group : columns_.waits(asked, places_of_histories())) {
                found[group.key] = {.waiting = static_cast<int>(group.waiting.count()),
                                    .within = static_cast<int>(group.waiting.within()),
                                    .completed = static_cast<int>(group.completed.count()),
                                    .met = static_cast<int>(group.completed.within()),
                                    .removed = static_cast<int>(group.removed),
                                    .added = static_cast<int>(group.added),
                                    .days_waiting = days_in(group.waiting),
                                    .days_completed = days_in(group.completed)};
            }
            EXPECT_EQ(in_words(found), in_words(expected)) << "target " << target << " as at " << format_date(as_at);
        }
    }
}

} // namespace
} // namespace clockstart::domain
