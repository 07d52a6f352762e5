#include "domain/board.hpp"

#include "board_rows.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

#include <random>

namespace clockstart::domain {
namespace {

// Everything that a board answers, in one text.
std::string all_answers(const board& asked) {
    std::string text = std::to_string(asked.requests()) + " " + std::to_string(asked.rows()) + "\n";
    for (const auto as_at : {make_date(2025, 9, 1), make_date(2026, 3, 29), histories_end}) {
        for (const auto& group :
             asked.waits({.as_at = as_at, .from = as_at - std::chrono::days{90}, .to = as_at, .by = grouping::service},
                         places_of_histories())) {
            text += group.key + " " + std::to_string(group.waiting.count()) + " " +
                    std::to_string(group.waiting.within()) + " " +
                    std::to_string(group.waiting.longest_days().value_or(-1)) + " " +
                    std::to_string(group.completed.count()) + " " + std::to_string(group.removed) + " " +
                    std::to_string(group.added) + "\n";
        }
        for (const auto& place : asked.worklist({.filter = {}, .as_at = as_at, .limit = 100'000})) {
            text += std::to_string(place.request) + ":" + std::to_string(place.sort_value) + " ";
        }
    }
    return text;
}

TEST(Board, WithoutRequestsAnswersNothing) {
    const board empty;
    EXPECT_EQ(empty.requests(), 0U);
    EXPECT_EQ(empty.rows(), 0U);
    EXPECT_TRUE(empty.worklist({.filter = {}, .as_at = day("2026-01-01")}).empty());
    EXPECT_TRUE(empty.waits({.as_at = day("2026-01-01"), .by = grouping::area}, places_of_histories()).empty());
    const auto all = empty.waits({.as_at = day("2026-01-01")}, places_of_histories());
    ASSERT_EQ(all.size(), 1U); // one line that says: nobody
    EXPECT_EQ(all[0].waiting.count(), 0U);
    EXPECT_EQ(all[0].waiting.median_days(), std::nullopt);
}

TEST(Board, ReplacesAllRowsOfARequest) {
    board kept;
    const auto ledger = ledger_of({{"received", "2026-01-05", {{"service", "slt-A"}}},
                                   {"transferred", "2026-02-01", {{"to_service", "slt-B"}}},
                                   {"first_contact", "2026-03-01"}});
    for (std::size_t lines = 1; lines <= ledger.size(); ++lines) {
        kept.put(3, rows_of(3, builtin("slt"), std::span{ledger}.first(lines)));
        EXPECT_EQ(kept.requests(), 1U);
        EXPECT_EQ(kept.rows(), lines == 1 ? 1U : 2U);
    }
    board fresh;
    fresh.put(3, rows_of(3, builtin("slt"), ledger));
    EXPECT_EQ(all_answers(kept), all_answers(fresh));
}

TEST(Board, ForgetsARequestThatIsPutWithoutRows) {
    board kept;
    const auto rows = rows_of(3, builtin("slt"), ledger_of({{"received", "2026-01-05", {{"service", "slt-A"}}}}));
    kept.put(3, {}); // was never there
    EXPECT_EQ(kept.requests(), 0U);
    kept.put(3, rows);
    kept.put(3, {});
    kept.put(3, {});
    EXPECT_EQ(kept.requests(), 0U);
    EXPECT_EQ(kept.rows(), 0U);
    EXPECT_EQ(all_answers(kept), all_answers(board{}));
    kept.put(3, rows);
    EXPECT_EQ(kept.requests(), 1U);
}

TEST(Board, FilledLineByLineInAnyOrderEqualsOneFilledAtOnce) {
    constexpr std::uint32_t many = 1'500;
    std::vector<history> histories;
    for (std::uint32_t number = 0; number < many; ++number) {
        histories.push_back(random_history(20'000 + number));
    }
    board kept;
    std::vector<std::size_t> told(many, 0);
    std::mt19937_64 random{7};
    for (int step = 0; step < 12'000; ++step) {
        const auto number =
            static_cast<std::uint32_t>(std::uniform_int_distribution<std::uint32_t>{0, many - 1}(random));
        const auto& one = histories[number];
        if (std::uniform_int_distribution{0, 30}(random) == 0) {
            kept.put(number, {}); // a rebuild may drop and put again
            told[number] = 0;
        } else if (told[number] < one.ledger.size()) {
            kept.put(number, rows_of(number, *one.rules, std::span{one.ledger}.first(++told[number])));
        }
    }
    board fresh;
    for (std::uint32_t number = 0; number < many; ++number) {
        const auto& one = histories[number];
        kept.put(number, rows_of(number, *one.rules, one.ledger));
        fresh.put(many - 1 - number,
                  rows_of(many - 1 - number, *histories[many - 1 - number].rules, histories[many - 1 - number].ledger));
    }
    EXPECT_EQ(kept.requests(), many);
    EXPECT_EQ(all_answers(kept), all_answers(fresh));
}

TEST(Board, HoldsARequestInAtMostSixtyFourBytes) {
    board full;
    constexpr std::uint32_t many = 100'000;
    for (std::uint32_t number = 1; number <= many; ++number) {
        board_row row{.request = number};
        row.started = 20'000 + static_cast<std::int32_t>(number % 400);
        row.from = row.started;
        row.due = row.started + 42;
        row.current = true;
        full.put(number, std::span{&row, 1});
    }
    EXPECT_EQ(full.requests(), many);
    EXPECT_EQ(full.rows(), many);
    EXPECT_LE(full.bytes() / full.requests(), 64U);
    EXPECT_GE(full.bytes() / full.requests(), 30U); // a figure that cannot be too good to be true
    const auto once = full.bytes();
    for (int round = 0; round < 3; ++round) { // replacing gives places back
        for (std::uint32_t number = 1; number <= many; ++number) {
            board_row row{.request = number};
            full.put(number, std::span{&row, 1});
        }
    }
    EXPECT_LE(full.bytes(), once + 1'024);
}

} // namespace
} // namespace clockstart::domain
