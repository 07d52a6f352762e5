#include "domain/event.hpp"

#include "domain/clock.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

namespace clockstart::domain {
namespace {

std::string shown(const std::vector<event>& events) {
    std::string text;
    for (const auto& one : events) {
        text += (text.empty() ? "" : ", ") + one.type + " " + format_date(one.on).substr(5);
    }
    return text;
}

TEST(EffectiveEvents, AreInTheOrderInWhichTheyTookEffect) {
    const auto ledger =
        ledger_of({{"identified", "2026-01-05"}, {"ordered", "2026-02-01"}, {"assessed", "2026-01-10"}});
    EXPECT_EQ(shown(effective_events(ledger)), "identified 01-05, assessed 01-10, ordered 02-01");
}

TEST(EffectiveEvents, OfOneDayKeepTheOrderInWhichTheyWereRecorded) {
    const auto ledger =
        ledger_of({{"identified", "2026-01-05"}, {"ordered", "2026-01-05"}, {"assessed", "2026-01-05"}});
    EXPECT_EQ(shown(effective_events(ledger)), "identified 01-05, ordered 01-05, assessed 01-05");
}

TEST(EffectiveEvents, StandOnTheirCorrectedDay) {
    const auto ledger = ledger_of({{"identified", "2026-01-05"},
                                   {"assessed", "2026-01-10"},
                                   {"ordered", "2026-01-12"},
                                   {"corrected", "2026-01-14", corrects(2)}});
    EXPECT_EQ(shown(effective_events(ledger)), "identified 01-05, ordered 01-12, assessed 01-14");
}

TEST(EffectiveEvents, LeaveOutWhatWasVoided) {
    const auto ledger = ledger_of(
        {{"identified", "2026-01-05"}, {"delivered", "2026-01-10"}, {"corrected", "2026-01-10", corrects(2, true)}});
    EXPECT_EQ(shown(effective_events(ledger)), "identified 01-05");
}

TEST(EffectiveEvents, TakeTheLastOfSeveralCorrections) {
    auto ledger = ledger_of({{"identified", "2026-01-05"},
                             {"delivered", "2026-01-10"},
                             {"corrected", "2026-01-20", corrects(2)},
                             {"corrected", "2026-01-15", corrects(2)}});
    EXPECT_EQ(shown(effective_events(ledger)), "identified 01-05, delivered 01-15");
    // The last one also brings back what one before it had voided.
    ledger = ledger_of({{"identified", "2026-01-05"},
                        {"delivered", "2026-01-10"},
                        {"corrected", "2026-01-10", corrects(2, true)},
                        {"corrected", "2026-01-12", corrects(2)}});
    EXPECT_EQ(shown(effective_events(ledger)), "identified 01-05, delivered 01-12");
}

TEST(EffectiveEvents, AsKnownBeforeACorrectionTellTheOldStory) {
    const auto ledger = ledger_of({{"identified", "2026-01-05"},
                                   {"delivered", "2026-02-16"},
                                   {"corrected", "2026-02-17", corrects(2)},
                                   {"corrected", "2026-02-17", corrects(2, true)}});
    const auto known = [&](std::size_t entries) {
        return shown(effective_events(ledger, ledger[entries - 1].recorded_at));
    };
    EXPECT_EQ(known(1), "identified 01-05");
    EXPECT_EQ(known(2), "identified 01-05, delivered 02-16");
    EXPECT_EQ(known(3), "identified 01-05, delivered 02-17");
    EXPECT_EQ(known(4), "identified 01-05");
    // An instant before the recording it was not known, though it had happened.
    EXPECT_EQ(shown(effective_events(ledger, ledger[1].recorded_at - std::chrono::microseconds{1})),
              "identified 01-05");
    EXPECT_TRUE(effective_events(ledger, ledger[0].recorded_at - std::chrono::microseconds{1}).empty());
}

TEST(EffectiveEvents, OfACorrectedStartMoveTheClockAndKnownAtDoesNot) {
    const auto ledger =
        ledger_of({{"identified", "2026-01-12"}, {"assessed", "2026-01-20"}, {"corrected", "2026-01-05", corrects(1)}});
    const auto judged = [&](instant known_at) {
        return fold_clocks(builtin("equipment"), effective_events(ledger, known_at), england_calendar(),
                           day("2026-02-20"))
            .front();
    };
    const auto now = judged(instant::max());
    EXPECT_EQ(now.started_on, day("2026-01-05"));
    EXPECT_EQ(now.due_on, day("2026-02-16"));
    EXPECT_EQ(now.state, clock_state::breached);
    const auto then = judged(ledger[1].recorded_at);
    EXPECT_EQ(then.started_on, day("2026-01-12"));
    EXPECT_EQ(then.due_on, day("2026-02-23"));
    EXPECT_EQ(then.state, clock_state::running);
}

} // namespace
} // namespace clockstart::domain
