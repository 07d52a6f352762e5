#include "scheduler/alarm.hpp"
#include "tests/scheduler/plain_steps.hpp"

#include "db/data_folder.hpp"
#include "db/history.hpp"
#include "db/journal.hpp"
#include "db/ledger_check.hpp"
#include "db/live_board.hpp"
#include "db/vault.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
using domain::civil_date;
using domain::instant;
using std::chrono::days;

civil_date day(std::string_view text) { return domain::parse_date(text).value(); }
instant ten_o_clock(civil_date on) { return domain::first_instant(on) + 10h; }

// Lives of requests that come in during a year: in time or months late, seen, withdrawn or forgotten, with notes,
// confirmations and reasons on the way.
std::vector<plain_life> make_lives(std::size_t count, civil_date first, civil_date last, unsigned seed) {
    std::mt19937 luck{seed};
    const auto between = [&luck](int least, int most) {
        return least + static_cast<int>(luck() % static_cast<unsigned>(most - least + 1));
    };
    std::vector<plain_life> lives(count);
    for (auto& life : lives) {
        const int which = between(0, 2);
        life.pathway = which == 0 ? "equipment" : which == 1 ? "slt" : "asd";
        auto on = first + days{between(0, domain::days_between(first, last))};
        life.clock_start = on - days{between(0, 3) == 0 ? between(1, 200) : 0};
        life.events.push_back({ten_o_clock(on), which == 0 ? "identified" : "received"});
        const int more = between(0, 4);
        for (int number = 0; number < more; ++number) {
            on += days{between(1, 70)};
            const int kind = between(0, 9);
            const std::string type = kind < 3     ? "note"
                                     : kind < 5   ? "confirmed_waiting"
                                     : kind == 5  ? "withdrawn"
                                     : which == 0 ? "delivered"
                                                  : "first_contact";
            const bool is_over = std::ranges::any_of(life.events, [&](const plain_event& one) {
                return one.type == "withdrawn" || (one.type == type && type != "note" && type != "confirmed_waiting");
            });
            if (on <= last && !is_over) {
                life.events.push_back({ten_o_clock(on), type});
            }
        }
    }
    return lives;
}

// A real folder, journal and alarm, and a clock that only the test moves.
class virtual_year {
public:
    explicit virtual_year(civil_date begins) {
        db::data_folder::make(path_, true);
        move_to(domain::first_instant(begins));
        folder_ = std::make_unique<db::data_folder>(db::data_folder::open(path_));
        identities_ = std::make_unique<db::vault>(folder_->key_file());
        journal_ = std::make_unique<db::journal>(
            *folder_, *identities_, board_, [this] { return now(); }, db::journal::options{.queue_limit = 100'000});
        db::put_directory places;
        places.areas = {{"99G", "Southend", "sub-icb", "", {}}};
        places.providers = {{"PV01", "Invented provider"}};
        for (const std::string pathway : {"equipment", "slt", "asd"}) {
            places.services.push_back({pathway, pathway, pathway, "99G", "PV01", "99G", day("2015-01-01"), {}});
        }
        EXPECT_TRUE(journal_->append_and_wait(places));
        history_ = std::make_unique<db::history>(*folder_, *identities_, 1);
    }

    void move_to(instant at) { now_ = at.time_since_epoch().count(); }
    instant now() const { return instant{std::chrono::microseconds{now_.load()}}; }

    // The alarm looks until nothing more is due.
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

    // What happens at this moment, to many requests at once; `numbers`: whose life each is.
    void happen(const std::vector<plain_life>& lives, const std::vector<std::pair<std::size_t, std::size_t>>& places) {
        std::vector<std::future<domain::result<db::receipt>>> answers;
        for (const auto& [number, place] : places) {
            answers.push_back(journal_->append(command_for(lives[number], number, place), boost::asio::use_future));
        }
        for (std::size_t each = 0; each < answers.size(); ++each) {
            const auto done = answers[each].get();
            ASSERT_TRUE(done) << done.error().faults.front().detail;
            references_[places[each].first] = done->reference;
        }
    }

    std::multiset<plain_step> steps(std::size_t number) const {
        std::multiset<plain_step> found;
        const auto held = history_->find_request(references_.at(number));
        for (const auto& one : held.value().events) {
            const bool is_breach = one.type == domain::event_type::breached;
            if (!is_breach && one.type != domain::event_type::step_reached) {
                continue;
            }
            const auto text = [&](std::string_view name) {
                const auto* const member = one.details.if_contains(name);
                return member == nullptr ? std::string{} : std::string{member->as_string()};
            };
            found.insert({text("target"), is_breach ? "breach" : text("step"), day(text("due_on")),
                          domain::parse_instant(text(is_breach ? "breached_at" : "due_at")).value(),
                          std::chrono::floor<std::chrono::seconds>(domain::parse_instant(text("detected_at")).value()),
                          !text("skipped").empty()});
        }
        return found;
    }
    bool is_sound() const { return db::check_ledger(folder_->database(), identities_.get()).empty(); }

private:
    db::command command_for(const plain_life& life, std::size_t number, std::size_t place) const {
        const auto& event = life.events[place];
        if (place > 0) {
            db::add_event more;
            more.by = {"tester", ""};
            more.reference = references_.at(number);
            more.event = {event.type, domain::london_date(event.at), event.type == "withdrawn" ? "other" : "", {}};
            more.text.note = event.type == "note" ? "Rang the family" : "";
            return more;
        }
        db::create_request wanted;
        wanted.by = {"tester", ""};
        wanted.pathway = life.pathway;
        wanted.clock_start_on = life.clock_start;
        wanted.facts.service = life.pathway;
        wanted.child.no_nhs_number_reason = "not_traced";
        wanted.child.given_name = "Invented";
        wanted.child.family_name = "Child";
        wanted.child.birth_date = day("2018-05-01");
        return wanted;
    }

    test::temp_folder place_;
    std::filesystem::path path_{place_.path() / "data"};
    std::atomic<std::int64_t> now_{};
    std::unique_ptr<db::data_folder> folder_;
    std::unique_ptr<db::vault> identities_;
    db::live_board board_;
    std::unique_ptr<db::journal> journal_;
    std::unique_ptr<db::history> history_;
    std::map<std::size_t, std::string> references_;
};

// Lives a year with `count` requests and compares every step with the plain model.
void live_and_compare(std::size_t count, std::string_view first, std::string_view last, unsigned seed) {
    const auto begins = day(first);
    const auto ends = day(last);
    const auto lives = make_lives(count, begins, ends, seed);
    std::map<instant, std::vector<std::pair<std::size_t, std::size_t>>> agenda;
    for (std::size_t number = 0; number < lives.size(); ++number) {
        for (std::size_t place = 0; place < lives[number].events.size(); ++place) {
            agenda[lives[number].events[place].at].emplace_back(number, place);
        }
    }
    // The alarm looks at midnight and at noon, but for three outages: three weeks with the night of March, the night of
    // October, and Christmas.
    const auto year = first.substr(0, 4);
    std::vector<instant> passes;
    for (auto on = begins; on <= ends; on += days{1}) {
        const auto date = domain::format_date(on).substr(5);
        const bool is_out =
            (date >= "03-15" && date < "04-05") || (date >= "10-23" && date < "11-01") || date >= "12-24";
        if (!is_out) {
            passes.push_back(domain::first_instant(on));
            passes.push_back(domain::first_instant(on) + 12h);
        }
    }
    passes.push_back(domain::first_instant(ends + days{1}));

    virtual_year world{begins};
    auto next = agenda.begin();
    for (const auto at : passes) {
        for (; next != agenda.end() && next->first < at; ++next) {
            world.move_to(next->first);
            world.happen(lives, next->second);
        }
        world.move_to(at);
        world.pass();
    }
    std::size_t steps = 0;
    std::size_t skipped = 0;
    for (std::size_t number = 0; number < lives.size(); ++number) {
        const auto expected = plain_steps(lives[number], passes);
        ASSERT_EQ(world.steps(number), expected) << "life " << number << " of " << year;
        steps += expected.size();
        skipped += static_cast<std::size_t>(
            std::ranges::count_if(expected, [](const plain_step& one) { return std::get<5>(one); }));
    }
    EXPECT_GT(steps, 3 * count);
    EXPECT_GT(skipped, count / 200);
    EXPECT_TRUE(world.is_sound());
    testing::Test::RecordProperty("steps", static_cast<int>(steps));
}

// Sanitizers make everything ten times slower; they look at the same code with fewer requests.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t many = 1'000;
#else
constexpr std::size_t many = 20'000;
#endif

TEST(VirtualYear, WithALeapDayIsAsAPlainCalendarHasIt) { live_and_compare(many, "2028-01-01", "2028-12-31", 28); }
TEST(VirtualYear, OfFiftyThreeWeeksIsAsAPlainCalendarHasIt) {
    live_and_compare(many / 10, "2026-01-01", "2027-01-03", 26);
}

} // namespace
} // namespace clockstart::scheduler
