#include "domain/policy_effect.hpp"

#include "histories.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace clockstart::domain {
namespace {

std::string told(const policy_effect& effect) {
    std::string text = effect.runs ? "runs" : "";
    text += effect.newly_breaches ? " newly" : "";
    text += effect.no_longer_breaches ? " no-longer" : "";
    text += effect.changes_due ? " due" : "";
    return text;
}

pathway with_limit(const pathway& base, std::string_view target, time_limit limit) {
    auto changed = base;
    std::ranges::find(changed.targets, target, &target::code)->limit = limit;
    return changed;
}

TEST(PolicyEffect, IsToldForEachRequestThatWaits) {
    const auto& now = hearing_aids(); // fitted in 30 days, answered in 5 working days
    const auto shorter = with_limit(now, "fitted", {time_limit::unit::days, 10});
    const auto longer = with_limit(now, "fitted", {time_limit::unit::weeks, 10});
    const auto effect = [&](const pathway& then, std::initializer_list<domain::told> story, std::string_view as_at) {
        return told(compare_policies(now, then, effective_events(ledger_of(story)), england_calendar(), day(as_at)));
    };
    EXPECT_EQ(effect(shorter, {{"received", "2026-01-05"}}, "2026-01-15"), "runs due");
    EXPECT_EQ(effect(shorter, {{"received", "2026-01-05"}}, "2026-01-16"), "runs newly due");
    EXPECT_EQ(effect(shorter, {{"received", "2026-01-05"}}, "2026-02-05"), "runs due"); // past both
    EXPECT_EQ(effect(longer, {{"received", "2026-01-05"}}, "2026-02-04"), "runs due");
    EXPECT_EQ(effect(longer, {{"received", "2026-01-05"}}, "2026-02-05"), "runs no-longer due");
    EXPECT_EQ(effect(now, {{"received", "2026-01-05"}}, "2026-02-05"), "runs");
    // The other target goes on when this one has stopped; its stop is history.
    EXPECT_EQ(effect(shorter, {{"received", "2026-01-05"}, {"fitted", "2026-01-20"}}, "2026-01-21"), "runs");
}

TEST(PolicyEffect, IsNothingForARequestThatIsOver) {
    const auto ledger = ledger_of({{"received", "2026-01-05"}, {"declined", "2026-01-10"}});
    auto shorter = hearing_aids();
    for (auto& rule : shorter.targets) {
        rule.limit = {time_limit::unit::days, 1};
    }
    EXPECT_EQ(told(compare_policies(hearing_aids(), shorter, effective_events(ledger), england_calendar(),
                                    day("2026-03-01"))),
              "");
}

TEST(PolicyEffect, SeesTargetsThatComeAndGo) {
    const auto events = effective_events(ledger_of({{"received", "2026-01-05"}}));
    auto more = hearing_aids();
    more.targets.push_back(more.targets[0]);
    more.targets.back().code = "soon";
    more.targets.back().limit = {time_limit::unit::days, 3};
    EXPECT_EQ(told(compare_policies(hearing_aids(), more, events, england_calendar(), day("2026-01-08"))), "runs");
    EXPECT_EQ(told(compare_policies(hearing_aids(), more, events, england_calendar(), day("2026-01-09"))),
              "runs newly");
    EXPECT_EQ(told(compare_policies(more, hearing_aids(), events, england_calendar(), day("2026-01-09"))),
              "runs no-longer due");
}

TEST(PolicyEffect, AgreesWithJudgingTwiceOnRandomHistories) {
    std::mt19937_64 chance{20261122};
    int newly = 0, no_longer = 0;
    for (std::uint64_t seed = 1; seed <= 5'000; ++seed) {
        const auto one = random_history(seed);
        auto then = *one.rules;
        for (auto& rule : then.targets) {
            rule.limit = {static_cast<time_limit::unit>(chance() % 4), static_cast<int>(1 + chance() % 40)};
        }
        const auto as_at = histories_end - std::chrono::days{chance() % 600};
        const auto events = effective_events(one.ledger);
        const auto states = [&](const pathway& rules) {
            std::map<std::string, clock> last; // of each target
            for (auto& found : fold_clocks(rules, events, england_calendar(), as_at, false)) {
                last[found.target] = found;
            }
            return last;
        };
        const auto before = states(*one.rules);
        const auto after = states(then);
        policy_effect expected;
        for (const auto& [code, found] : before) {
            const bool stopped = found.stopped_on.has_value();
            if (!found.started_on || stopped) {
                continue;
            }
            expected.runs = true;
            const bool was = found.state == clock_state::breached;
            const bool is = after.at(code).state == clock_state::breached;
            expected.newly_breaches = expected.newly_breaches || (is && !was);
            expected.no_longer_breaches = expected.no_longer_breaches || (was && !is);
            expected.changes_due = expected.changes_due || found.due_on != after.at(code).due_on;
        }
        newly += expected.newly_breaches ? 1 : 0;
        no_longer += expected.no_longer_breaches ? 1 : 0;
        ASSERT_EQ(told(compare_policies(*one.rules, then, events, england_calendar(), as_at)), told(expected))
            << told_at_length(one);
    }
    EXPECT_GT(newly, 50);
    EXPECT_GT(no_longer, 50);
}

} // namespace
} // namespace clockstart::domain
