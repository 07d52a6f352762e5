#include "scheduler/alarm.hpp"

#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "tests/support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::scheduler {
namespace {

using domain::parse_date;
using domain::parse_instant;

// What the ledger says of one breach.
struct breach {
    std::string due_on, breached_at;

    bool operator==(const breach&) const = default;
};

// A real folder and a clock that the test sets; journal and alarm come and go as a daemon does.
class alarm_test : public testing::Test {
protected:
    alarm_test() {
        db::data_folder::make(path_, true);
        move_to("2026-01-05T10:00:00Z");
        start_daemon();
        db::put_directory places;
        places.areas = {{"99G", "Southend", "sub-icb", "E38000168", {}}};
        places.providers = {{"PV01", "Invented provider"}};
        places.services = {{"EQ", "Equipment", "equipment", "99G", "PV01", "99G", domain::make_date(2020, 1, 1), {}}};
        EXPECT_TRUE(journal_->append_and_wait(places));
    }

    void start_daemon() {
        folder_.emplace(db::data_folder::open(path_));
        identities_.emplace(folder_->key_file());
        board_.emplace();
        journal_.emplace(*folder_, *identities_, *board_, [this] { return now(); });
    }
    void stop_daemon() {
        journal_.reset();
        board_.reset();
        identities_.reset();
        folder_.reset();
    }

    void move_to(std::string_view instant) {
        real_.reset();
        now_ = parse_instant(instant).value().time_since_epoch().count();
    }
    domain::instant now() const {
        const domain::instant moved_to{std::chrono::microseconds{now_.load()}};
        return real_
                   ? moved_to + std::chrono::floor<std::chrono::microseconds>(std::chrono::steady_clock::now() - *real_)
                   : moved_to;
    }

    // Runs an alarm on a loop of its own until nothing more is due.
    void pass() {
        boost::asio::io_context loop{1};
        self_watch self;
        alarm watching{loop, *journal_, self, [this] { return now(); }};
        watching.start();
        while (journal_->next_due() && *journal_->next_due() <= now()) {
            loop.run_one();
        }
        watching.stop();
        loop.run();
    }

    // From then on the clock goes as fast as real time.
    void runs_from(std::string_view instant) {
        move_to(instant);
        real_ = std::chrono::steady_clock::now();
    }
    // Runs an alarm on a loop of its own; `once_asleep` happens when it has nothing to do any more.
    std::chrono::duration<double> seconds_until_all_is_done_to(
        std::string_view instant, const std::function<void()>& once_asleep = [] {}) {
        const auto last = parse_instant(instant).value();
        const auto began = std::chrono::steady_clock::now();
        boost::asio::io_context loop{1};
        self_watch self;
        alarm watching{loop, *journal_, self, [this] { return now(); }};
        watching.start();
        while (self.passes() == 0) {
            loop.run_one();
        }
        loop.poll();
        once_asleep();
        while (journal_->next_due() <= last) {
            loop.run_one();
        }
        watching.stop();
        loop.run();
        return std::chrono::steady_clock::now() - began;
    }

    std::string create(std::string_view clock_start_on) {
        db::create_request wanted;
        wanted.by = {"tester", ""};
        wanted.pathway = "equipment";
        wanted.clock_start_on = parse_date(clock_start_on).value();
        wanted.facts.service = "EQ";
        wanted.child.no_nhs_number_reason = "not_traced";
        wanted.child.given_name = "Invented";
        wanted.child.family_name = "Child";
        wanted.child.birth_date = domain::make_date(2018, 5, 1);
        return journal_->append_and_wait(std::move(wanted)).value().reference;
    }

    std::vector<breach> breaches(const std::string& reference) {
        const db::history history{*folder_, *identities_, 1};
        std::vector<breach> found;
        const auto held = history.find_request(reference);
        for (const auto& one : held.value().events) {
            if (one.type == domain::event_type::breached) {
                found.push_back({std::string{one.details.at("due_on").as_string()},
                                 std::string{one.details.at("breached_at").as_string()}});
            }
        }
        return found;
    }
    std::string detected_at(const std::string& reference) {
        const db::history history{*folder_, *identities_, 1};
        const auto held = history.find_request(reference);
        return std::string{held.value().events.back().details.at("detected_at").as_string()};
    }

    test::temp_folder place_;
    std::filesystem::path path_{place_.path() / "data"};
    std::atomic<std::int64_t> now_{};
    std::optional<std::chrono::steady_clock::time_point> real_; // since when the clock runs; set while nobody else asks
    std::optional<db::data_folder> folder_;
    std::optional<db::vault> identities_;
    std::optional<db::live_board> board_;
    std::optional<db::journal> journal_;
};

using AlarmTest = alarm_test;

TEST_F(AlarmTest, RecordsABreachAtItsTrueInstantAfterAHundredDaysOfDowntime) {
    const auto reference = create("2026-01-05"); // due 16 February, in winter time
    stop_daemon();
    move_to("2026-05-27T08:30:00Z");
    start_daemon();
    pass();
    EXPECT_EQ(breaches(reference), (std::vector<breach>{{"2026-02-16", "2026-02-17T00:00:00.000000Z"}}));
    EXPECT_EQ(detected_at(reference).substr(0, 16), "2026-05-27T08:30");
}

TEST_F(AlarmTest, RecordsNoBreachTwice) {
    const auto reference = create("2026-01-05");
    move_to("2026-03-01T00:00:00Z");
    pass();
    pass();
    stop_daemon();
    start_daemon();
    pass();
    EXPECT_EQ(breaches(reference).size(), 1U);
}

TEST_F(AlarmTest, RecordsNothingOnTheDueDayAndTheBreachInTheFirstInstantAfterIt) {
    const auto reference = create("2026-01-05");
    move_to("2026-02-16T23:59:59Z");
    pass();
    EXPECT_TRUE(breaches(reference).empty());
    move_to("2026-02-17T00:00:00Z");
    pass();
    EXPECT_EQ(breaches(reference).size(), 1U);
}

TEST_F(AlarmTest, KeepsLondonMidnightInTheNightsThatTheClocksChange) {
    move_to("2026-02-20T10:00:00Z");
    const auto before_spring = create("2026-02-14"); // due Saturday 28 March; summer time begins on Sunday at 01:00 UTC
    const auto in_spring = create("2026-02-15");     // due on that Sunday itself
    move_to("2026-03-30T12:00:00Z");
    pass();
    EXPECT_EQ(breaches(before_spring), (std::vector<breach>{{"2026-03-28", "2026-03-29T00:00:00.000000Z"}}));
    EXPECT_EQ(breaches(in_spring), (std::vector<breach>{{"2026-03-29", "2026-03-29T23:00:00.000000Z"}}));

    move_to("2026-09-20T10:00:00Z");
    const auto before_autumn = create("2026-09-12"); // due Saturday 24 October; summer time ends on Sunday at 01:00 UTC
    const auto in_autumn = create("2026-09-13");
    move_to("2026-10-26T12:00:00Z");
    pass();
    EXPECT_EQ(breaches(before_autumn), (std::vector<breach>{{"2026-10-24", "2026-10-24T23:00:00.000000Z"}}));
    EXPECT_EQ(breaches(in_autumn), (std::vector<breach>{{"2026-10-25", "2026-10-26T00:00:00.000000Z"}}));
}

TEST_F(AlarmTest, SleepsUntilTheInstantItselfWhenThatIsNear) {
    const auto reference = create("2026-01-05");
    runs_from("2026-02-16T23:59:59.500Z");
    EXPECT_LT(seconds_until_all_is_done_to("2026-02-17T00:00:00Z"), alarm::longest_sleep / 2);
    EXPECT_EQ(breaches(reference), (std::vector<breach>{{"2026-02-16", "2026-02-17T00:00:00.000000Z"}}));
}

// Without the commit's wake-up the alarm would sleep on for its 30 s.
TEST_F(AlarmTest, IsWokenByACommitThatIsDueBeforeItWouldHaveLooked) {
    runs_from("2026-02-16T23:59:59.000Z");
    std::string reference;
    EXPECT_LT(seconds_until_all_is_done_to("2026-02-17T00:00:00Z", [&] { reference = create("2026-01-05"); }),
              alarm::longest_sleep / 2);
    EXPECT_EQ(breaches(reference), (std::vector<breach>{{"2026-02-16", "2026-02-17T00:00:00.000000Z"}}));
}

} // namespace
} // namespace clockstart::scheduler
