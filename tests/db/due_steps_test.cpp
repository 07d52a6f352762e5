#include "tests/db/store.hpp"

#include "db/due_requests.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace clockstart::db {

namespace {

// What time recorded on one request.
struct seen_step {
    std::string code;
    std::string at; // its true day
    std::string skipped;

    bool operator==(const seen_step&) const = default;
};

std::string text_of(const domain::event& one, std::string_view name) {
    const auto* const found = one.details.if_contains(name);
    return found == nullptr ? std::string{} : std::string{found->as_string()};
}

std::vector<seen_step> steps(const store& held, const std::string& reference) {
    std::vector<seen_step> found;
    const auto events = held.reads().find_request(reference)->events;
    for (const auto& one : events) {
        if (one.type == domain::event_type::breached) {
            found.push_back({"breach", domain::format_date(one.on), text_of(one, "skipped")});
        } else if (one.type == domain::event_type::step_reached) {
            found.push_back({text_of(one, "step"), domain::format_date(one.on), text_of(one, "skipped")});
        }
    }
    return found;
}

std::vector<seen_step> ladder(const store& held, const std::string& reference) {
    auto found = steps(held, reference);
    std::erase_if(found, [](const seen_step& one) { return one.code != "breach" && !one.code.starts_with("due"); });
    return found;
}

} // namespace

TEST(DueSteps, ClimbTheLadderOneAfterTheOther) {
    store held;
    const auto reference = held.accept(request("2026-11-22")).reference; // due 3 January
    std::vector<seen_step> expected;
    for (const auto& [code, on] : {std::pair{"due-14", "2026-12-20"},
                                   {"due-7", "2026-12-27"},
                                   {"breach", "2027-01-04"},
                                   {"due+7", "2027-01-10"},
                                   {"due+14", "2027-01-17"},
                                   {"due+28", "2027-01-31"}}) {
        held.move_to(domain::format_instant(domain::first_instant(day(on)) - std::chrono::microseconds{1}));
        held.accept(record_due_steps{});
        EXPECT_EQ(ladder(held, reference), expected);
        held.move_to(domain::format_instant(domain::first_instant(day(on))));
        held.accept(record_due_steps{});
        expected.push_back({code, on, ""});
        EXPECT_EQ(ladder(held, reference), expected);
    }
    EXPECT_TRUE(held.verify().empty());
}

TEST(DueSteps, CatchUpAfterDowntimeEachOnceAndAtItsTrueInstant) {
    store held;
    std::vector<std::string> references;
    for (int number = 1; number <= 30; ++number) {
        references.push_back(held.accept(request("2026-11-22", number)).reference);
    }
    const auto stopped = held.accept(request("2026-11-22", 31));
    held.accept(event_on(stopped.reference, "delivered", "2026-11-22"));
    held.reopen();
    held.move_to("2027-01-12T10:00:00Z");
    const auto first = held.accept(record_due_steps{.limit = 12}).count;
    const auto rest = held.accept(record_due_steps{}).count;
    EXPECT_EQ(rest, first / 12 * 18);
    EXPECT_EQ(held.accept(record_due_steps{}).count, 0U);
    EXPECT_GT(held.writes().next_due().value(), held.now());
    const std::vector<seen_step> expected{{"due-14", "2026-12-20", "overtaken_by_breach"},
                                          {"due-7", "2026-12-27", "overtaken_by_breach"},
                                          {"breach", "2027-01-04", ""},
                                          {"due+7", "2027-01-10", ""}};
    for (const auto& reference : references) {
        EXPECT_EQ(ladder(held, reference), expected);
        const auto last = held.reads().find_request(reference)->events.back();
        EXPECT_EQ(domain::london_date(last.recorded_at), day("2027-01-12"));
    }
    EXPECT_TRUE(ladder(held, stopped.reference).empty());
    EXPECT_TRUE(held.verify().empty());
}

TEST(DueSteps, OfThePastOfALateEntryAreTheBreachAndTheLastOne) {
    store held;
    const auto near = held.accept(request("2026-10-14", 1)).reference; // due on the 25th
    EXPECT_EQ(ladder(held, near), (std::vector<seen_step>{{"due-7", "2026-11-18", ""}}));
    const auto late = held.accept(request("2026-09-20", 2)).reference; // due 1 November
    EXPECT_EQ(ladder(held, late), (std::vector<seen_step>{{"breach", "2026-11-02", ""}, {"due+14", "2026-11-15", ""}}));
    held.move_to("2026-11-29T00:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(ladder(held, late).back(), (seen_step{"due+28", "2026-11-29", ""}));
}

TEST(DueSteps, AreNotTakenAgainWhenTheClockGoesBack) {
    store held;
    const auto reference = held.accept(request("2026-11-22")).reference;
    held.move_to("2027-01-05T10:00:00Z");
    held.accept(record_due_steps{});
    const auto before = steps(held, reference);
    held.move_to("2026-12-01T10:00:00Z");
    EXPECT_EQ(held.accept(record_due_steps{}).count, 0U);
    held.move_to("2027-01-05T11:00:00Z");
    EXPECT_EQ(held.accept(record_due_steps{}).count, 0U);
    EXPECT_EQ(steps(held, reference), before);
}

TEST(DueSteps, OfTimeBeforeAnEventComeBeforeItInTheLedger) {
    store held;
    const auto made = held.accept(request("2026-11-22"));
    held.move_to("2026-12-28T10:00:00Z"); // nobody has looked since
    held.accept(event_on(made.reference, "delivered", "2026-12-28"));
    EXPECT_EQ(ladder(held, made.reference),
              (std::vector<seen_step>{{"due-14", "2026-12-20", ""}, {"due-7", "2026-12-27", ""}}));
    EXPECT_EQ(held.reads().find_request(made.reference)->events.back().type, "delivered");
}

TEST(DueSteps, AskForTheReasonOfABreachUntilItIsGiven) {
    store held;
    const auto reference = held.accept(request("2026-10-10")).reference; // past target, noticed on Sunday 22 November
    const auto asked = [&] {
        const auto all = steps(held, reference);
        return std::ranges::count(all, "breach_without_reason", &seen_step::code);
    };
    held.move_to("2026-11-27T23:59:59Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 0);
    held.move_to("2026-11-28T00:00:00Z"); // five working days are over
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 1);
    held.move_to("2026-12-31T00:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 2);
    auto reason = event_on(reference, "breach_explained", "2026-12-31", {}, "awaiting_supplier");
    held.accept(reason);
    held.move_to("2027-03-01T00:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 2);
}

TEST(DueSteps, AskWhetherAChildIsStillWaiting) {
    store held;
    const auto reference = held.accept(request("2026-11-22", 1, "asd")).reference;
    const auto asked = [&] {
        const auto all = steps(held, reference);
        return std::ranges::count(all, "still_waiting", &seen_step::code);
    };
    held.move_to("2027-02-14T23:59:59Z"); // 84 days on
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 0);
    held.move_to("2027-02-15T00:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 1);
    held.accept(event_on(reference, "confirmed_waiting", "2027-02-15"));
    held.move_to("2027-05-10T22:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 1);
    held.move_to("2027-05-10T23:00:00Z"); // midnight, in summer time
    held.accept(record_due_steps{});
    EXPECT_EQ(asked(), 2);
}

TEST(DueSteps, LeaveARequestAsideThatCannotBeReadAndGoOnWithTheOthers) {
    store held;
    held.accept(request("2026-11-22", 1));
    const auto sound = held.accept(request("2026-11-22", 2)).reference;
    held.damage("UPDATE event SET details = '{' WHERE request = 1");
    held.move_to("2027-01-04T00:00:00Z");
    const auto done = held.accept(record_due_steps{});
    EXPECT_EQ(done.set_aside, 1U);
    EXPECT_EQ(ladder(held, sound).back().code, "breach");
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM set_aside WHERE request = 1 AND attempts = 1"), 1);
    EXPECT_EQ(held.accept(record_due_steps{}).set_aside, 0U); // not before its hour is over
    held.move_to("2027-01-04T01:00:00Z");
    EXPECT_EQ(held.accept(record_due_steps{}).set_aside, 1U);
    EXPECT_EQ(held.number("SELECT attempts FROM set_aside WHERE request = 1"), 2);
}

TEST(DueSteps, TakeBackWhatWasSetAsideAndHasNothingDueAnyMore) {
    store held;
    held.accept(request("2026-11-22", 1));
    held.damage("INSERT INTO set_aside (request, since, retry_at, attempts, why) VALUES (1, 1, 2, 1, 'a fault')");
    const auto done = held.accept(record_due_steps{});
    EXPECT_EQ(done.count, 0U);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM set_aside"), 0);
    EXPECT_GT(*done.next_due, held.now());
}

} // namespace clockstart::db
