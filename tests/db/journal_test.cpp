#include "tests/db/store.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <future>
#include <set>
#include <thread>

namespace clockstart::db {

using domain::errc;

TEST(Journal, KeepsARequestWithItsClockAndGivesItBack) {
    store held;
    auto asked = request("2026-11-01");
    asked.text.note = "Needs a standing frame before the holidays";
    asked.facts.school_urn = 100001;
    const auto done = held.accept(asked);

    EXPECT_FALSE(done.replayed);
    EXPECT_EQ(done.sequence, held.writes().last_sequence());
    held.reopen();
    const auto found = held.reads().find_request(done.reference);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->number, done.request);
    EXPECT_EQ(found->pathway, "equipment");
    EXPECT_EQ(found->sequence, done.sequence);
    EXPECT_EQ(found->facts.school_urn, 100001);
    EXPECT_EQ(found->facts.age_years, 8);
    ASSERT_EQ(found->events.size(), 1U);
    EXPECT_EQ(found->events.front().type, "identified");
    EXPECT_EQ(found->events.front().by, "therapist");
    EXPECT_EQ(found->family_start_on, day("2026-11-01"));
    const auto opened = held.reads().private_parts_of(*found, true, true);
    EXPECT_EQ(opened.child, child(1));
    ASSERT_EQ(opened.words.size(), 1U);
    EXPECT_EQ(opened.words.front().text, asked.text);
    EXPECT_EQ(opened.words.front().sequence, done.sequence);
}

TEST(Journal, GivesSequencesInTheOrderOfAsking) {
    store held;
    std::vector<std::future<receipt>> coming;
    for (int number = 1; number <= 300; ++number) {
        auto promised = std::make_shared<std::promise<receipt>>();
        coming.push_back(promised->get_future());
        held.writes().append(request("2026-11-01", number),
                             [promised](domain::result<receipt> done) { promised->set_value(done.value()); });
    }
    std::int64_t last = 0;
    domain::instant last_at{};
    for (auto& one : coming) {
        const auto done = one.get();
        EXPECT_GT(done.sequence, last);
        EXPECT_GT(done.recorded_at, last_at); // strictly, though the clock of this test stands still
        last = done.sequence;
        last_at = done.recorded_at;
    }
    EXPECT_TRUE(held.verify().empty());
}

TEST(Journal, CompletesOnTheExecutorOfTheHandlerAndKeepsItsLoopGoing) {
    store held;
    boost::asio::io_context loop{1};
    std::thread::id completed_on;
    held.writes().append(request("2026-11-01"),
                         boost::asio::bind_executor(loop.get_executor(), [&](domain::result<receipt> done) {
                             EXPECT_TRUE(done);
                             completed_on = std::this_thread::get_id();
                         }));
    loop.run(); // would return at once without outstanding work
    EXPECT_EQ(completed_on, std::this_thread::get_id());
}

TEST(Journal, UndoesARefusedCommandAloneAmongItsNeighbours) {
    store held;
    std::vector<std::future<domain::result<receipt>>> coming;
    for (int number = 1; number <= 60; ++number) {
        auto asked = request("2026-11-01", number);
        if (number % 3 == 0) {
            asked.facts.continues = "EQ-2222-2222"; // found out only after the child was put into the vault
        }
        auto promised = std::make_shared<std::promise<domain::result<receipt>>>();
        coming.push_back(promised->get_future());
        held.writes().append(std::move(asked),
                             [promised](domain::result<receipt> done) { promised->set_value(std::move(done)); });
    }
    int accepted = 0;
    for (auto& one : coming) {
        accepted += one.get() ? 1 : 0;
    }
    EXPECT_EQ(accepted, 40);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM request"), 40);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM child"), 40);
    EXPECT_EQ(held.number("SELECT MAX(sequence) FROM event"), 40);
    EXPECT_TRUE(held.verify().empty());
}

TEST(Journal, RefusesAtOnceWhenItsQueueIsFull) {
    store held{{.queue_limit = 2, .batch_limit = 1}};
    std::promise<void> entered, leave;
    auto left = leave.get_future().share();
    import_requests slow; // holds the writer until this test has filled the queue
    slow.next = [&entered, left]() -> std::optional<import_requests::row> {
        entered.set_value();
        left.wait();
        return std::nullopt;
    };
    std::thread importer{[&] { held.accept(slow); }};
    entered.get_future().wait();
    std::vector<std::future<domain::result<receipt>>> waiting;
    for (int number = 1; number <= 2; ++number) {
        auto promised = std::make_shared<std::promise<domain::result<receipt>>>();
        waiting.push_back(promised->get_future());
        held.writes().append(request("2026-11-01", number),
                             [promised](domain::result<receipt> done) { promised->set_value(std::move(done)); });
    }
    const auto refused = held.append(request("2026-11-01", 3));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::busy);
    leave.set_value();
    importer.join();
    for (auto& one : waiting) {
        EXPECT_TRUE(one.get());
    }
}

TEST(Journal, AnswersTheSameKeyOnceAndAnotherBodyNever) {
    store held;
    auto asked = request("2026-10-05");
    asked.once = {"key-1", "digest-a"};
    const auto first = held.accept(asked);
    held.reopen();
    const auto again = held.accept(asked);
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.reference, first.reference);
    EXPECT_EQ(again.sequence, first.sequence);
    EXPECT_EQ(again.recorded_at, first.recorded_at);

    asked.once->digest = "digest-b";
    EXPECT_EQ(held.append(asked).error().code, errc::key_reused);
    asked.by.token_id = "token-2"; // keys are each caller's own
    EXPECT_NE(held.accept(asked).reference, first.reference);

    auto event = event_on(first.reference, "assessed", "2026-10-06");
    event.once = {"key-2", "digest-c"};
    const auto recorded = held.accept(event);
    event.expected_sequence = first.sequence; // stale by now, but it is the same change
    EXPECT_EQ(held.accept(event).sequence, recorded.sequence);
    EXPECT_EQ(held.number("SELECT COUNT(*) FROM event WHERE type = 'assessed'"), 1);
}

TEST(Journal, RefusesAChangeToAnOlderVersion) {
    store held;
    const auto made = held.accept(request("2026-11-01"));
    auto first = event_on(made.reference, "assessed", "2026-11-02");
    auto second = event_on(made.reference, "approved", "2026-11-03");
    first.expected_sequence = second.expected_sequence = made.sequence;
    held.accept(first);
    EXPECT_EQ(held.append(second).error().code, errc::stale);
}

TEST(Journal, TellsTheBoardAndListenersBeforeTheCaller) {
    store held;
    std::vector<std::pair<char, std::int64_t>> heard;
    held.writes().on_commit([&](std::int64_t sequence) { heard.emplace_back('a', sequence); });
    held.writes().on_commit([&](std::int64_t sequence) { heard.emplace_back('b', sequence); });
    const auto done = held.accept(request("2026-11-01"));
    EXPECT_EQ(heard, (std::vector<std::pair<char, std::int64_t>>{{'a', done.sequence}, {'b', done.sequence}}));
    EXPECT_EQ(held.board().ask([](const auto& columns, const auto&) { return columns.requests(); }), 1U);
}

TEST(Journal, RecordsNothingMoreOnceStopped) {
    store held;
    held.accept(request("2026-11-01"));
    held.writes().stop();
    held.writes().stop();
    EXPECT_EQ(held.append(request("2026-11-01", 2)).error().code, errc::busy);
}

} // namespace clockstart::db
