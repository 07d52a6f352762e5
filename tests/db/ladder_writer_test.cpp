#include "domain/outlook.hpp"
#include "tests/db/store.hpp"

#include <gtest/gtest.h>

namespace clockstart::db {

namespace {

using domain::ladder_step;

// Today is 22 November 2026 in these tests; a request for equipment that began then is due on 3 January 2027.
put_ladder ladder(std::string service, std::string area, std::string_view from, std::optional<domain::civil_date> to,
                  std::vector<ladder_step> steps) {
    return {{"admin", ""},
            {"equipment", "delivered", std::move(service), std::move(area), day(from), to, std::move(steps)}};
}

ladder_step before(int days) { return {"due-" + std::to_string(days), -days, std::nullopt, "team"}; }

std::string outcome_of(const domain::result<receipt>& done) {
    return done ? "accepted" : std::string{name_of(done.error().code)} + " " + done.error().faults.front().pointer;
}

// The day in London on which a request's clock has to be looked at next.
std::string next_day(const store& held, const std::string& reference) {
    const auto at = held.number("SELECT COALESCE(c.next_at, 0) FROM clock c JOIN request r ON r.number = c.request "
                                "WHERE r.reference = '" +
                                reference + "'");
    const domain::instant next{std::chrono::microseconds{at}};
    EXPECT_EQ(next, domain::first_instant(domain::london_date(next)));
    return domain::format_date(domain::london_date(next));
}

// The last step of a ladder that is recorded; watches have no target.
std::string last_step(const store& held, const std::string& reference) {
    std::string last = "none";
    const auto request = held.reads().find_request(reference);
    for (const auto& one : request->events) {
        if (const auto said = domain::step_of(one); said && !said->target.empty()) {
            last = said->code;
        }
    }
    return last;
}

void finish_judging(store& held) {
    while (held.number("SELECT COUNT(*) FROM judging_anew") != 0) {
        held.accept(record_due_steps{});
    }
}

void expect_sound(store& held) {
    held.reopen();
    for (const auto& one : held.verify()) {
        ADD_FAILURE() << one.reference << ": " << one.what;
    }
}

} // namespace

TEST(ASetLadder, MovesTheNextInstantOfThoseItConcerns) {
    store held;
    const auto made = held.accept(request("2026-11-15", 1)); // equipment-1, due on 27 December
    const auto late = held.accept(request("2026-11-22", 2)); // due on 3 January
    const auto other = held.accept(request("2026-11-22", 3, "slt"));
    const auto of_slt = next_day(held, other.reference);
    EXPECT_EQ(next_day(held, made.reference), "2026-12-13"); // 14 days before
    held.accept(ladder("", "QH8", "2026-11-22", std::nullopt, {before(30), before(2)}));
    EXPECT_EQ(next_day(held, made.reference), "2026-11-27") << "of the area above its own";
    held.accept(ladder("equipment-1", "", "2026-11-22", day("2026-12-27"), {before(21)}));
    EXPECT_EQ(next_day(held, made.reference), "2026-12-06") << "of the service itself, on its last day";
    EXPECT_EQ(next_day(held, late.reference), "2026-12-04") << "it ended before; so again the area's";
    EXPECT_EQ(next_day(held, other.reference), of_slt) << "another pathway";
    expect_sound(held);

    // Each step comes at its instant, once, and the rest of the pathway's own does not come at all.
    held.move_to("2026-12-05T23:59:59Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(last_step(held, made.reference), "none");
    EXPECT_EQ(last_step(held, late.reference), "due-30");
    EXPECT_EQ(next_day(held, late.reference), "2027-01-01");
    held.move_to("2026-12-06T00:00:00Z");
    held.accept(record_due_steps{});
    EXPECT_EQ(last_step(held, made.reference), "due-21");
    EXPECT_EQ(next_day(held, made.reference), "2026-12-28"); // the breach
    expect_sound(held);
}

TEST(ASetLadder, JudgesAllOpenRequestsInParts) {
    store held;
    std::vector<std::string> references;
    for (int number = 1; number <= 450; ++number) {
        references.push_back(held.accept(request("2026-11-22", number)).reference);
    }
    held.accept(ladder("", "99G", "2026-11-22", std::nullopt, {{"half", std::nullopt, 50, "requester"}}));
    finish_judging(held);
    for (const auto& reference : references) {
        ASSERT_EQ(next_day(held, reference), "2026-12-13"); // 21 of 42 days
    }
    expect_sound(held);
}

TEST(ASetLadder, RecordsTheStepThatIsReachedAlready) {
    store held;
    const auto made = held.accept(request("2026-11-01", 1)); // due on 13 December
    held.accept(ladder("equipment-1", "", "2026-12-01", std::nullopt, {before(40), before(25), before(5)}));
    EXPECT_EQ(last_step(held, made.reference), "due-25") << "the last one that is reached still asks for something";
    EXPECT_EQ(held.reads().find_request(made.reference)->events.size(), 2U) << "the one before it is over";
    EXPECT_EQ(next_day(held, made.reference), "2026-12-08");
    expect_sound(held);
}

TEST(ASetLadder, EndsTheOneBeforeItAfterARestartAsWell) {
    store held;
    held.accept(ladder("", "99G", "2026-11-22", std::nullopt, {before(9)}));
    held.accept(ladder("", "99G", "2027-01-01", std::nullopt, {before(8)}));
    for (int opened = 0; opened < 2; ++opened) {
        const auto all = held.board().ladders()->all();
        ASSERT_EQ(all.size(), 2U);
        EXPECT_EQ(all.front().to, day("2026-12-31"));
        EXPECT_EQ(all.back().to, std::nullopt);
        EXPECT_EQ(all.front().recorded_by, "admin");
        EXPECT_EQ(domain::london_date(all.front().recorded_at.value()), held.today());
        held.reopen();
    }
}

TEST(ASetLadder, IsRefusedWithItsMember) {
    store held;
    const auto outcome = [&](put_ladder wanted) { return outcome_of(held.append(std::move(wanted))); };
    const auto good = ladder("", "99G", "2026-12-01", day("2026-12-31"), {before(9)});
    const auto with = [&](auto change) {
        auto wanted = good;
        change(wanted.ladder);
        return outcome(std::move(wanted));
    };
    using ladder_override = domain::ladder_override;
    EXPECT_EQ(with([](ladder_override& it) { it.pathway = "spoons"; }), "invalid /pathway");
    EXPECT_EQ(with([](ladder_override& it) { it.target = "arrived"; }), "invalid /target");
    EXPECT_EQ(with([](ladder_override& it) { it.area = "99Z"; }), "invalid /area");
    EXPECT_EQ(with([](ladder_override& it) { it.area.clear(); }), "invalid /service");
    EXPECT_EQ(with([](ladder_override& it) { it.service = "equipment-1"; }), "invalid /area");
    EXPECT_EQ(outcome(ladder("spoons-1", "", "2026-12-01", std::nullopt, {before(9)})), "invalid /service");
    EXPECT_EQ(outcome(ladder("slt-1", "", "2026-12-01", std::nullopt, {before(9)})), "invalid /service");
    EXPECT_EQ(with([](ladder_override& it) { it.from = day("2026-11-21"); }), "invalid /from");
    EXPECT_EQ(with([](ladder_override& it) { it.to = day("2026-11-30"); }), "invalid /to");
    EXPECT_EQ(with([](ladder_override& it) { it.steps.front().role = "the_minister"; }), "invalid /steps/0/role");
    EXPECT_EQ(with([](ladder_override& it) { it.steps.push_back(it.steps.front()); }), "invalid /steps/1");
    EXPECT_EQ(with([](ladder_override& it) { it.steps.front().days_from_due = -4'000; }),
              "invalid /steps/0/days_from_due");
    EXPECT_EQ(held.board().ladders()->all().size(), 0U);
    EXPECT_EQ(outcome(good), "accepted");
    EXPECT_EQ(outcome(good), "conflict /from");
    EXPECT_EQ(outcome(ladder("", "99G", "2026-11-22", std::nullopt, {before(9)})), "conflict /from");
    EXPECT_EQ(held.board().ladders()->all().size(), 1U);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM ladder"), 1);
}

} // namespace clockstart::db
