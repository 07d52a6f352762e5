#include "domain/ladder.hpp"

#include "tests/domain/story.hpp"

#include <gtest/gtest.h>

#include <string>

namespace clockstart::domain {

namespace {

// "due-14 2026-01-31, breach 2026-02-15": the steps of the last period of a target, each with its day in London.
std::string ladder_in_short(const pathway& rules, std::initializer_list<told> story, std::string_view as_at,
                            std::span<const ladder_step> ladder = {}) {
    const auto events = effective_events(ledger_of(story));
    const auto clocks = fold_clock(rules.headline(), events, england_calendar(), day(as_at));
    std::string text;
    const auto steps = ladder_steps(clocks.back(), ladder.empty() ? rules.headline().ladder : ladder);
    for (const auto& one : steps) {
        text.append(text.empty() ? "" : ", ").append(one.code).append(" ").append(format_date(london_date(one.at)));
        EXPECT_EQ(one.at, first_instant(london_date(one.at)));
    }
    return text;
}

ladder_override instead(std::string service, std::string area, std::string_view from, std::optional<civil_date> to,
                        std::string_view role) {
    return {"equipment",
            "delivered",
            std::move(service),
            std::move(area),
            day(from),
            to,
            {{"due-3", -3, std::nullopt, std::string{role}}}};
}

} // namespace

TEST(Ladder, HasItsStepsAtLondonMidnight) {
    EXPECT_EQ(ladder_in_short(builtin("equipment"), {{"identified", "2026-02-14"}}, "2026-02-20"),
              "due-14 2026-03-14, due-7 2026-03-21, breach 2026-03-29, due+7 2026-04-04, due+14 2026-04-11, due+28 "
              "2026-04-25");
}

TEST(Ladder, MovesWithAPauseAndLeavesOutWhatWasReachedBeforeItsEnd) {
    // 30 days from 1 January: half of it on the 16th; a pause of ten days moves the due day to 10 February.
    const std::vector<ladder_step> ladder{{"half", std::nullopt, 50, "team"}, {"due-7", -7, std::nullopt, "team"}};
    const auto& rules = hearing_aids();
    EXPECT_EQ(ladder_in_short(rules, {{"received", "2026-01-01"}}, "2026-01-05", ladder),
              "half 2026-01-16, due-7 2026-01-24, breach 2026-02-01");
    EXPECT_EQ(ladder_in_short(rules, {{"received", "2026-01-01"}, {"on_hold", "2026-01-20"}}, "2026-01-25", ladder),
              "");
    EXPECT_EQ(ladder_in_short(rules, {{"received", "2026-01-01"}, {"on_hold", "2026-01-20"}, {"resumed", "2026-01-30"}},
                              "2026-02-01", ladder),
              "due-7 2026-02-03, breach 2026-02-11");
}

TEST(Ladder, HasNoStepBeforeTheSecondDayAndABreachInAnyCase) {
    const std::vector<ladder_step> ladder{{"due-40", -40, std::nullopt, "team"}, {"due-29", -29, std::nullopt, "team"}};
    EXPECT_EQ(ladder_in_short(hearing_aids(), {{"received", "2026-01-01"}}, "2026-01-01", ladder),
              "due-29 2026-01-02, breach 2026-02-01");
}

TEST(Ladder, IsEmptyOnceTheClockIsStopped) {
    EXPECT_EQ(ladder_in_short(builtin("equipment"), {{"identified", "2026-01-01"}, {"delivered", "2026-01-05"}},
                              "2026-01-06"),
              "");
}

TEST(LadderBook, GivesTheLadderOfTheServiceOrTheNearestAreaOnTheDueDay) {
    directory places;
    places.put(area{"QH8", "Mid and South Essex", "icb", "", {}});
    places.put(area{"99G", "Southend", "sub-icb", "", {{"QH8", day("2020-01-01"), std::nullopt}}});
    places.put(provider{"PV01", "Invented"});
    for (const std::string code : {"one", "two"}) {
        places.put(service{code, code, "equipment", "99G", "PV01", "99G", day("2015-01-01"), std::nullopt});
    }
    ladder_book book;
    ASSERT_TRUE(book.add(instead("one", "", "2026-01-01", day("2026-03-31"), "service")));
    ASSERT_TRUE(book.add(instead("", "QH8", "2026-01-01", std::nullopt, "icb")));
    EXPECT_EQ(book.add(instead("one", "", "2026-03-31", std::nullopt, "late")).error().code, errc::conflict);
    const auto role = [&](std::string_view service, std::string_view due_on) {
        const auto& rule = builtin("equipment").headline();
        return book.ladder_of("equipment", rule, service, places, day(due_on)).front().role;
    };
    EXPECT_EQ(role("one", "2026-03-31"), "service");
    EXPECT_EQ(role("one", "2026-04-01"), "icb");
    EXPECT_EQ(role("two", "2026-03-31"), "icb");
    EXPECT_EQ(role("two", "2025-12-31"), "requester"); // the pathway's own
}

TEST(LadderBook, EndsTheOneBeforeAndRefusesWhatOverlaps) {
    ladder_book book;
    auto first = instead("", "99G", "2026-01-01", std::nullopt, "team");
    first.recorded_at = first_instant(day("2025-12-01"));
    auto second = instead("", "99G", "2026-03-01", day("2026-03-31"), "requester");
    second.recorded_at = first_instant(day("2026-02-01"));
    book.add(first).value();
    book.add(second).value();
    EXPECT_EQ(book.all()[0].to, day("2026-02-28"));
    for (const auto& from : {"2026-01-01", "2025-12-31", "2026-02-28", "2026-03-31"}) {
        const auto refused = book.add(instead("", "99G", from, std::nullopt, "team"));
        ASSERT_FALSE(refused) << from;
        EXPECT_EQ(refused.error().code, errc::conflict);
        EXPECT_EQ(refused.error().faults.front().pointer, "/from");
    }
    const auto known = book.known_at(first_instant(day("2026-01-15"))).all();
    ASSERT_EQ(known.size(), 1U);
    EXPECT_EQ(known.front().from, first.from);
    EXPECT_EQ(known.front().to, std::nullopt) << "what ended it was not known then";

    EXPECT_TRUE(book.add(instead("", "99G", "2026-04-01", std::nullopt, "team")));
    EXPECT_TRUE(book.add(instead("", "99G", "2025-01-01", day("2025-12-31"), "team")));
    EXPECT_TRUE(book.add(instead("", "06Q", "2026-03-01", std::nullopt, "team"))) << "another place";
}

} // namespace clockstart::domain
