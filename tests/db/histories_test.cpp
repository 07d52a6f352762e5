#include "tests/db/store.hpp"
#include "tests/support/scale.hpp"

#include <gtest/gtest.h>

#include <future>
#include <random>

// Ten thousand requests with random histories, recorded through the journal as people would, on days that pass.
namespace clockstart::db {

namespace {

constexpr int requests = test::cases(10'000);

class random_people {
public:
    int below(int limit) { return static_cast<int>(numbers_() % static_cast<unsigned>(limit)); }

    create_request new_request(int number, domain::civil_date today) {
        static const std::vector<std::string> pathways{"equipment", "slt", "asd"};
        auto made = request(domain::format_date(today - std::chrono::days{below(150)}), number,
                            pathways[static_cast<std::size_t>(below(3))]);
        made.facts.service = made.pathway + (below(2) == 0 ? "-1" : "-2");
        return made;
    }

    // Often refused, as people's entries are.
    add_event some_event(const std::string& reference, const std::string& pathway, domain::civil_date today) {
        static const std::vector<std::string> for_equipment{"assessed", "ordered", "part_delivered", "delivered",
                                                            "fitted"};
        static const std::vector<std::string> for_others{
            "triaged",           "accepted",          "appointment_booked", "not_brought",    "first_contact",
            "active_monitoring", "decision_to_treat", "assessed",           "outcome_shared", "discharged"};
        static const std::vector<std::string> for_all{"transferred", "corrected", "corrected",
                                                      "withdrawn",   "closed",    "confirmed_waiting"};
        const auto& own = pathway == "equipment" ? for_equipment : for_others;
        const auto& types = below(3) == 0 ? for_all : own;
        const auto& type = types[static_cast<std::size_t>(below(static_cast<int>(types.size())))];
        auto made =
            event_on(reference, type, domain::format_date(today - std::chrono::days{below(60)}), {}, "data_entry");
        if (type == "transferred") {
            made.event.details = {{"to_service", pathway + (below(2) == 0 ? "-1" : "-2")}};
        } else if (type == "not_brought") {
            made.event.details = {{"communicated", below(2) == 0}};
        }
        return made;
    }

private:
    std::mt19937 numbers_{20261122};
};

using answers = std::vector<std::future<domain::result<receipt>>>;

void ask(store& held, answers& coming, command what) {
    auto promised = std::make_shared<std::promise<domain::result<receipt>>>();
    coming.push_back(promised->get_future());
    held.writes().append(std::move(what),
                         [promised](domain::result<receipt> done) { promised->set_value(std::move(done)); });
}

std::uint64_t waiting_on_board(const store& held, const std::string& pathway, domain::civil_date as_at) {
    return held.board().ask([&](const domain::board& columns, const domain::directory& places) {
        domain::waits_question question{
            .filter = {}, .as_at = as_at, .from = as_at, .to = as_at, .by = domain::grouping::none};
        for (const auto& one : places.services()) {
            question.filter.services.push_back(one.pathway == pathway);
        }
        const auto groups = columns.waits(question, places);
        return groups.empty() ? 0 : groups.front().waiting.count();
    });
}

} // namespace

TEST(RandomHistories, AreTheSameIncrementallyReplayedAndCounted) {
    store held;
    random_people people;
    struct known {
        std::string reference, pathway;
    };
    std::vector<known> all;
    int accepted = 0, refused = 0;
    for (int round = 0; round < 10; ++round) {
        const auto today = day("2026-07-01") + std::chrono::days{round * 14};
        held.move_to(domain::format_date(today) + "T10:00:00Z");
        held.accept(record_due_steps{.limit = 100'000});
        answers coming;
        std::vector<std::string> pathways;
        for (int number = 0; number < requests / 10; ++number) {
            auto made = people.new_request(round * requests / 10 + number, today);
            pathways.push_back(made.pathway);
            ask(held, coming, std::move(made));
        }
        for (std::size_t place = 0; place < coming.size(); ++place) {
            all.push_back({coming[place].get().value().reference, pathways[place]});
        }
        coming.clear();
        for (int number = 0; number < requests / 5; ++number) {
            const auto& one = all[static_cast<std::size_t>(people.below(static_cast<int>(all.size())))];
            ask(held, coming, people.some_event(one.reference, one.pathway, today));
        }
        for (auto& one : coming) {
            ++(one.get() ? accepted : refused);
        }
    }
    EXPECT_GT(accepted, requests / 2);
    EXPECT_GT(refused, requests / 10);

    // Clock rows and requests against a full replay of each ledger, and the chain.
    const auto found = held.verify();
    EXPECT_TRUE(found.empty()) << found.front().sequence << " " << found.front().reference << ": "
                               << found.front().what;

    for (int number = 0; number < 60; ++number) {
        const auto as_at = day("2026-01-01") + std::chrono::days{people.below(400)};
        for (const std::string pathway : {"equipment", "slt", "asd"}) {
            EXPECT_EQ(waiting_on_board(held, pathway, as_at),
                      static_cast<std::uint64_t>(held.reads().count_waiting(as_at, pathway)))
                << pathway << " on " << domain::format_date(as_at);
        }
    }
    const auto before = board_in_short(held.board(), held.today());
    held.reopen();
    EXPECT_EQ(board_in_short(held.board(), held.today()), before);
}

} // namespace clockstart::db
