#include "domain/clock.hpp"

#include "domain/request.hpp"
#include "histories.hpp"
#include "plain_clock.hpp"
#include "story.hpp"
#include "tests/support/scale.hpp"

#include <gtest/gtest.h>

#include <random>

namespace clockstart::domain {
namespace {

// Ten shards of a thousand, so that they run side by side under ctest.
class RandomHistory : public testing::TestWithParam<std::uint64_t> {
protected:
    static constexpr std::uint64_t shard = test::cases(1'000);
    template <class Check>
    void for_each(Check check) const {
        for (auto seed = GetParam() * shard; seed < (GetParam() + 1) * shard; ++seed) {
            const auto one = random_history(seed);
            SCOPED_TRACE(told_at_length(one));
            check(one);
            if (HasFailure()) {
                return; // one story is enough to read
            }
        }
    }
};

std::string in_words(const std::vector<plain_period>& periods) {
    std::string text;
    for (const auto& one : periods) {
        text += format_date(one.start) + " " + std::string{name_of(one.state)} + " waited " +
                std::to_string(one.waited) + " due " + format_date(one.due) + " stopped " +
                (one.stop ? format_date(*one.stop) : "-") + " left " +
                (one.remaining ? std::to_string(*one.remaining) : "-") + " paused " + std::to_string(one.paused_days) +
                "\n";
    }
    return text;
}

// The end, the days around every due date and every event, and some others.
std::set<civil_date> days_to_ask_about(const history& one) {
    std::set<civil_date> asked{histories_end};
    const auto around = [&](civil_date day) {
        asked.insert({day - std::chrono::days{1}, day, day + std::chrono::days{1}});
    };
    for (const auto& line : one.ledger) {
        around(line.on);
    }
    for (const auto& found :
         fold_clocks(*one.rules, effective_events(one.ledger), england_calendar(), histories_end, false)) {
        if (found.due_on) {
            around(*found.due_on);
        }
    }
    std::mt19937_64 random{one.seed};
    for (int number = 0; number < 5; ++number) {
        asked.insert(make_date(2025, 2, 1) + std::chrono::days{std::uniform_int_distribution{0, 1'000}(random)});
    }
    return asked;
}

TEST_P(RandomHistory, IsJudgedAsByWalkingFromDayToDay) {
    for_each([](const history& one) {
        const auto asked = days_to_ask_about(one);
        const auto events = effective_events(one.ledger);
        for (const auto& rule : one.rules->targets) {
            const auto walked = walk_day_by_day(rule, one.ledger, england_calendar(), asked);
            for (const auto& [as_at, expected] : walked) {
                std::vector<plain_period> found;
                for (const auto& period : fold_clock(rule, events, england_calendar(), as_at)) {
                    if (period.state != clock_state::not_started) {
                        found.push_back(plain(period));
                    }
                }
                ASSERT_EQ(in_words(found), in_words(expected)) << rule.code << " at " << format_date(as_at);
            }
        }
    });
}

TEST_P(RandomHistory, IsExplainedWithoutGapsAndAddsUp) {
    for_each([](const history& one) {
        const auto events = effective_events(one.ledger);
        for (const auto as_at : days_to_ask_about(one)) {
            for (const auto& found : fold_clocks(*one.rules, events, england_calendar(), as_at)) {
                if (found.state == clock_state::not_started) {
                    ASSERT_TRUE(found.trace.empty());
                    continue;
                }
                ASSERT_FALSE(found.trace.empty());
                auto at = *found.started_on;
                int counted = 0;
                for (const auto& span : found.trace) {
                    ASSERT_EQ(span.from, at);
                    ASSERT_EQ(span.days, days_between(span.from, span.to));
                    ASSERT_FALSE(span.because.empty());
                    counted += span.counted ? span.days : 0;
                    at = span.to;
                }
                ASSERT_EQ(at, found.stopped_on.value_or(as_at));
                ASSERT_EQ(counted, found.waited_days);
            }
        }
    });
}

TEST_P(RandomHistory, KeepsItsPromisesAtEveryState) {
    for_each([](const history& one) {
        const auto events = effective_events(one.ledger);
        for (const auto as_at : days_to_ask_about(one)) {
            const auto clocks = fold_clocks(*one.rules, events, england_calendar(), as_at, false);
            for (const auto& found : clocks) {
                const auto breach = breach_to_come(found, as_at);
                ASSERT_EQ(breach.has_value(), found.state == clock_state::running);
                if (breach) {
                    ASSERT_EQ(*breach, first_instant(*found.due_on + std::chrono::days{1}));
                    ASSERT_GT(london_date(*breach), as_at);
                }
                const bool is_open = found.state == clock_state::running || found.state == clock_state::breached ||
                                     found.state == clock_state::paused;
                ASSERT_EQ(found.remaining_days.has_value(), is_open);
                ASSERT_EQ(found.stopped_on.has_value(), !is_open && found.state != clock_state::not_started);
                if (found.state == clock_state::breached || found.state == clock_state::missed) {
                    ASSERT_GT(found.stopped_on.value_or(as_at), *found.due_on);
                } else if (found.state == clock_state::running || found.state == clock_state::met) {
                    ASSERT_LE(found.stopped_on.value_or(as_at), *found.due_on);
                }
            }
            if (as_at >= events.front().on) {
                ASSERT_EQ(headline_clock(*one.rules, clocks).target, one.rules->headline().code);
                ASSERT_NE(headline_clock(*one.rules, clocks).state, clock_state::not_started);
            }
        }
    });
}

// Recorded line by line, each line is all that was known then; and a day asked about does not depend on what came
// later.
TEST_P(RandomHistory, FoldedLineByLineIsTheSameAsFoldedAsAWhole) {
    for_each([](const history& one) {
        std::vector<event> so_far;
        for (const auto& line : one.ledger) {
            so_far.push_back(line);
            const auto whole = effective_events(one.ledger, line.recorded_at);
            const auto partial = effective_events(so_far);
            ASSERT_EQ(whole.size(), partial.size());
            for (std::size_t place = 0; place < whole.size(); ++place) {
                ASSERT_EQ(std::tie(whole[place].sequence, whole[place].on),
                          std::tie(partial[place].sequence, partial[place].on));
            }
        }
        const auto events = effective_events(one.ledger);
        for (const auto as_at : days_to_ask_about(one)) {
            auto until_then = events;
            std::erase_if(until_then, [&](const event& line) { return line.on > as_at; });
            const auto whole = fold_clocks(*one.rules, events, england_calendar(), as_at, false);
            const auto partial = fold_clocks(*one.rules, until_then, england_calendar(), as_at, false);
            ASSERT_EQ(whole.size(), partial.size());
            for (std::size_t place = 0; place < whole.size(); ++place) {
                ASSERT_EQ(whole[place].state, partial[place].state);
                ASSERT_EQ(whole[place].waited_days, partial[place].waited_days);
                ASSERT_EQ(whole[place].due_on, partial[place].due_on);
            }
            const auto state = fold_request(*one.rules, events, as_at);
            const auto again = fold_request(*one.rules, until_then, as_at);
            ASSERT_EQ(std::tie(state.stage, state.stage_since, state.open, state.service),
                      std::tie(again.stage, again.stage_since, again.open, again.service));
        }
    });
}

INSTANTIATE_TEST_SUITE_P(TenThousand, RandomHistory, testing::Range<std::uint64_t>(0, 10));

// The stories are worth telling only when everything happens in them.
TEST(RandomHistories, ReachEveryState) {
    std::map<clock_state, int> states;
    std::map<std::string, int> types;
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        const auto one = random_history(seed);
        for (const auto& line : one.ledger) {
            ++types[line.type];
        }
        for (const auto as_at : {make_date(2026, 3, 1), histories_end}) {
            for (const auto& found :
                 fold_clocks(*one.rules, effective_events(one.ledger), england_calendar(), as_at, false)) {
                ++states[found.state];
            }
        }
    }
    for (const std::string_view name :
         {"not_started", "running", "breached", "met", "missed", "ended", "paused", "nullified"}) {
        EXPECT_GT(states[*clock_state_of(name)], 20) << name;
    }
    for (const auto* const type : {"transferred", "corrected", "not_brought", "discharged", "active_monitoring",
                                   "decision_to_treat", "on_hold", "resumed", "closed", "withdrawn", "declined"}) {
        EXPECT_GT(types[type], 20) << type;
    }
}

} // namespace
} // namespace clockstart::domain
