#include "db/time_seen.hpp"

#include "tests/db/store.hpp"

#include <gtest/gtest.h>

namespace clockstart::db {

namespace {

domain::instant at(std::string_view text) { return domain::parse_instant(text).value(); }

} // namespace

TEST(TimeSeen, IsStoredByAPassThoughNothingIsDue) {
    store held;
    EXPECT_FALSE(held.reads().time().seen_at);
    EXPECT_FALSE(held.accept(record_due_steps{}).leapt_from) << "a fresh folder is not held";
    EXPECT_EQ(held.reads().time().seen_at, at("2026-11-22T10:00:00Z"));
    EXPECT_FALSE(held.reads().time().sending_is_held());
}

TEST(TimeSeen, HoldsSendingWhenTheClockLeapsByMoreThanADayAndNotByLess) {
    store held;
    held.accept(record_due_steps{});
    held.move_to("2026-11-23T09:00:00Z"); // 23 hours on
    EXPECT_FALSE(held.accept(record_due_steps{}).leapt_from);
    held.move_to("2026-11-24T09:00:00Z"); // 24 hours on, to the second
    EXPECT_FALSE(held.accept(record_due_steps{}).leapt_from);
    EXPECT_FALSE(held.reads().time().sending_is_held());
    held.move_to("2026-11-25T10:00:00Z"); // 25 hours on
    EXPECT_EQ(held.accept(record_due_steps{}).leapt_from, at("2026-11-24T09:00:00Z"));
    const auto row = held.reads().time();
    EXPECT_EQ(row.held_since, at("2026-11-25T10:00:00Z"));
    EXPECT_EQ(row.leapt_from, at("2026-11-24T09:00:00Z"));
}

TEST(TimeSeen, StaysHeldOverARestartAndASecondLeapUntilItIsReleased) {
    store held;
    held.accept(record_due_steps{});
    held.reopen();
    held.move_to("2026-11-24T10:00:00Z"); // noticed at the first pass after downtime
    held.accept(record_due_steps{});
    held.reopen();
    held.move_to("2026-11-30T10:00:00Z");
    EXPECT_FALSE(held.accept(record_due_steps{}).leapt_from) << "it is held already";
    EXPECT_EQ(held.reads().time().held_since, at("2026-11-24T10:00:00Z"));
    EXPECT_EQ(held.reads().time().leapt_from, at("2026-11-22T10:00:00Z"));
    held.move_to("2026-11-25T10:00:00Z"); // the clock was wrong, and is put right
    held.accept(release_sending{{"Ada", "token-1"}});
    const auto row = held.reads().time();
    EXPECT_FALSE(row.sending_is_held());
    EXPECT_FALSE(row.leapt_from);
    EXPECT_EQ(row.seen_at, at("2026-11-25T10:00:00Z"));
    EXPECT_EQ(
        held.number("SELECT COUNT(*) FROM reference_change WHERE recorded_by = 'Ada' AND what = 'sending released'"),
        1);
    EXPECT_EQ(held.append(release_sending{{"Ada", "token-1"}}).error().code, domain::errc::conflict);
}

TEST(TimeSeen, DoesNotFollowAClockThatGoesBack) {
    store held;
    held.accept(record_due_steps{});
    held.move_to("2026-11-21T10:00:00Z");
    EXPECT_FALSE(held.accept(record_due_steps{}).leapt_from);
    EXPECT_EQ(held.reads().time().seen_at, at("2026-11-22T10:00:00Z"));
    held.move_to("2026-11-22T11:00:00Z");
    EXPECT_FALSE(held.accept(record_due_steps{}).leapt_from) << "an hour, and not 25";
}

TEST(TimeSeen, HoldsSendingAndNotTheSteps) {
    store held;
    held.accept(record_due_steps{});
    held.accept(request("2026-11-22"));
    held.move_to("2027-01-04T10:00:00Z"); // the day after the target
    const auto done = held.accept(record_due_steps{});
    EXPECT_TRUE(done.leapt_from);
    EXPECT_GE(done.count, 3U);
    EXPECT_EQ(done.skipped, 2U) << "two warnings, overtaken by the breach";
}

} // namespace clockstart::db
