#include "tests/db/store.hpp"

#include <gtest/gtest.h>

namespace clockstart::db {

namespace {

import_requests rows(std::vector<create_request> requests) {
    import_requests made;
    made.by = {"importer", ""};
    made.next = [all = std::move(requests), place = std::size_t{0}]() mutable -> std::optional<import_requests::row> {
        if (place == all.size()) {
            return std::nullopt;
        }
        const auto line = place + 2; // after the header
        return import_requests::row{line, all[place++]};
    };
    return made;
}

std::vector<create_request> some(int count) {
    std::vector<create_request> made;
    for (int number = 1; number <= count; ++number) {
        made.push_back(request("2026-09-01", number));
        if (number % 2 == 0) {
            made.back().history = {{"delivered", day("2026-10-20"), {}, {}}};
        }
    }
    return made;
}

} // namespace

TEST(RequestImport, KeepsAllRowsAndTellsTheBoardOnce) {
    store held;
    std::vector<std::size_t> progress;
    auto what = rows(some(2500));
    what.progress = [&](std::size_t count) { progress.push_back(count); };
    EXPECT_EQ(held.accept(what).count, 2500U);
    EXPECT_EQ(progress, (std::vector<std::size_t>{1000, 2000}));
    EXPECT_EQ(held.board().ask([](const auto& columns, const auto&) { return columns.requests(); }), 2500U);
    EXPECT_EQ(held.reads().count_waiting(day("2026-10-19")), 2500);
    EXPECT_EQ(held.reads().count_waiting(day("2026-10-20")), 1250);
    // Each went past 42 days, and the ledger says so.
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM event WHERE type = 'breached'"), 2500);
    EXPECT_TRUE(held.verify().empty());
}

TEST(RequestImport, KeepsNothingWhenARowIsWrongAndTellsAllFaults) {
    store held;
    auto requests = some(10);
    requests[1].facts.service = "nowhere";
    requests[4].clock_start_on = day("2027-01-01");
    requests[8].history = {{"delivered", day("2026-08-01"), {}, {}}};
    const auto refused = held.append(rows(requests));
    ASSERT_FALSE(refused);
    std::vector<std::string> places;
    for (const auto& one : refused.error().faults) {
        places.push_back(one.pointer);
    }
    EXPECT_EQ(places, (std::vector<std::string>{"3: service", "6: clock_start_on", "10: on"}));
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM request") + held.number("SELECT COUNT(*) FROM child"), 0);
    EXPECT_EQ(held.board().ask([](const auto& columns, const auto&) { return columns.requests(); }), 0U);
    EXPECT_EQ(held.accept(request("2026-11-01")).sequence, 1);
}

TEST(RequestImport, KeepsNothingWhenItsSourceFailed) {
    store held;
    auto what = rows(some(3));
    what.reader_failed = [] { return true; };
    EXPECT_EQ(held.append(what).error().code, domain::errc::invalid);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM request"), 0);
}

TEST(RequestImport, OnlyTriedKeepsNothing) {
    store held;
    auto what = rows(some(5));
    what.dry_run = true;
    EXPECT_EQ(held.accept(what).count, 5U);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM request"), 0);
    EXPECT_EQ(held.writes().last_sequence(), 0);
    EXPECT_FALSE(held.writes().next_due());
    EXPECT_EQ(held.accept(request("2026-11-01")).sequence, 1);
    EXPECT_TRUE(held.verify().empty());
}

} // namespace clockstart::db
