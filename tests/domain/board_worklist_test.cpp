#include "domain/board.hpp"

#include "board_rows.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace clockstart::domain {
namespace {

using order = worklist_question::order;

class Worklist : public testing::Test {
protected:
    static constexpr std::uint32_t many = 3'000;

    static void SetUpTestSuite() {
        for (std::uint32_t number = 0; number < many; ++number) {
            histories_.push_back(random_history(40'000 + number));
            columns_.put(number, rows_of(number, *histories_.back().rules, histories_.back().ledger));
        }
    }
    static clock headline(std::uint32_t number) {
        const auto& one = histories_[number];
        return headline_clock(*one.rules, fold_clocks(*one.rules, effective_events(one.ledger), england_calendar(),
                                                      histories_end, false));
    }
    static std::set<std::uint32_t> listed(worklist_question asked) {
        asked.as_at = histories_end;
        asked.limit = many;
        std::set<std::uint32_t> requests;
        for (const auto& place : columns_.worklist(asked)) {
            EXPECT_TRUE(requests.insert(place.request).second) << place.request << " is there twice";
        }
        return requests;
    }
    template <class Wanted>
    static std::set<std::uint32_t> those(Wanted wanted) {
        std::set<std::uint32_t> requests;
        for (std::uint32_t number = 0; number < many; ++number) {
            if (wanted(number)) {
                requests.insert(number);
            }
        }
        return requests;
    }

    static inline board columns_;
    static inline std::vector<history> histories_;
};

TEST_F(Worklist, HasEachRequestOnce) { EXPECT_EQ(listed({}).size(), many); }

TEST_F(Worklist, FiltersByStateAsTheClocksSay) {
    std::size_t all = 0;
    for (const auto state : {clock_state::not_started, clock_state::running, clock_state::breached, clock_state::met,
                             clock_state::missed, clock_state::ended, clock_state::paused, clock_state::nullified}) {
        const auto found = listed({.state = state});
        EXPECT_EQ(found, those([&](std::uint32_t number) { return headline(number).state == state; }))
            << name_of(state);
        all += found.size();
    }
    EXPECT_EQ(all, many);
}

// The same as of the day each question could have been asked.
TEST_F(Worklist, FiltersByStateAsTheClocksSayOnADayInBetween) {
    const auto as_at = day("2026-04-15");
    board columns;
    std::map<clock_state, std::set<std::uint32_t>> expected, found;
    for (std::uint32_t number = 0; number < many; ++number) {
        const auto& one = histories_[number];
        std::vector<event> known;
        for (const auto& line : one.ledger) {
            if (london_date(line.recorded_at) <= as_at) {
                known.push_back(line);
            }
        }
        if (!known.empty()) {
            columns.put(number, rows_of(number, *one.rules, known, london_date(known.back().recorded_at)));
            expected[headline_clock(*one.rules,
                                    fold_clocks(*one.rules, effective_events(known), england_calendar(), as_at, false))
                         .state]
                .insert(number);
        }
    }
    for (const auto& [state, requests] : expected) {
        for (const auto& place : columns.worklist({.filter = {}, .as_at = as_at, .state = state, .limit = many})) {
            found[state].insert(place.request);
        }
        EXPECT_GT(requests.size(), 5U) << name_of(state);
    }
    EXPECT_EQ(found, expected);
}

TEST_F(Worklist, FiltersByStageServiceAndSchool) {
    const auto& services = places_of_histories().services();
    std::vector<bool> wanted(services.size(), false);
    wanted[1] = wanted[22] = true;
    const auto state_of = [](std::uint32_t number) {
        const auto& one = histories_[number];
        return fold_request(*one.rules, effective_events(one.ledger), histories_end);
    };
    for (const std::uint8_t stage : std::initializer_list<std::uint8_t>{0, 1, 4, 6}) {
        EXPECT_EQ(listed({.stage = stage}), those([&](std::uint32_t number) {
                      const auto& stages = histories_[number].rules->stages;
                      return stage < stages.size() && stages[stage].code == state_of(number).stage;
                  }));
    }
    EXPECT_EQ(listed({.filter = {.schools = {100'002}}}), those([&](std::uint32_t number) {
                  return read_facts(histories_[number].ledger.front().details).school_urn == 100'002;
              }));
    // A clock that had stopped before the request moved on stays where it stopped.
    const auto found = listed({.filter = {.services = wanted}});
    const auto expected = those([&](std::uint32_t number) {
        return headline(number).stopped_on == std::nullopt &&
               wanted[*places_of_histories().service_index(state_of(number).service)];
    });
    EXPECT_TRUE(std::ranges::includes(found, expected));
    EXPECT_GT(expected.size(), 10U);
}

TEST_F(Worklist, KnowsWhatIsDueBeforeADay) {
    for (const auto before : {day("2026-02-01"), day("2026-05-11"), day("2028-06-01")}) {
        EXPECT_EQ(listed({.due_before = before}), those([&](std::uint32_t number) {
                      const auto found = headline(number);
                      return !found.stopped_on && *found.due_on < before;
                  }));
    }
}

TEST_F(Worklist, IsInTheOrderAskedFor) {
    for (const auto sort : {order::due, order::longest, order::newest}) {
        std::optional<std::int64_t> last;
        for (const auto& place :
             columns_.worklist({.filter = {}, .as_at = histories_end, .sort = sort, .limit = many})) {
            const auto found = headline(place.request);
            const std::int64_t value = sort == order::due       ? day_number(*found.due_on)
                                       : sort == order::longest ? day_number(*found.started_on)
                                                                : -day_number(*found.started_on);
            ASSERT_EQ(place.sort_value, value) << told_at_length(histories_[place.request]);
            ASSERT_LE(last.value_or(value), value);
            last = value;
        }
    }
}

TEST_F(Worklist, IsPagedWithoutGapsOrRepeats) {
    for (const auto sort : {order::due, order::longest, order::newest}) {
        for (const auto state : {std::optional<clock_state>{}, std::optional{clock_state::breached}}) {
            worklist_question asked{.filter = {}, .as_at = histories_end, .state = state, .sort = sort, .limit = many};
            const auto whole = columns_.worklist(asked);
            for (const std::size_t limit : {std::size_t{1}, std::size_t{7}, std::size_t{500}}) {
                asked.limit = limit;
                asked.after.reset();
                std::vector<worklist_place> pages;
                // The first pages suffice where there would be thousands.
                while (pages.size() < std::min(whole.size(), limit * 40)) {
                    const auto page = columns_.worklist(asked);
                    ASSERT_FALSE(page.empty());
                    ASSERT_LE(page.size(), limit);
                    pages.insert(pages.end(), page.begin(), page.end());
                    asked.after = {page.back().sort_value, page.back().request};
                }
                for (std::size_t place = 0; place < pages.size(); ++place) {
                    ASSERT_EQ(pages[place].request, whole[place].request);
                }
                if (pages.size() == whole.size()) {
                    EXPECT_TRUE(columns_.worklist(asked).empty()); // after the last one there is nothing
                }
            }
        }
    }
}

TEST_F(Worklist, GoesOnAfterARequestThatHasMeanwhileGone) {
    board columns = columns_;
    worklist_question asked{.filter = {}, .as_at = histories_end, .limit = 10};
    const auto first = columns.worklist(asked);
    asked.after = {first.back().sort_value, first.back().request};
    const auto second = columns.worklist(asked);
    columns.put(first.back().request, {});
    const auto again = columns.worklist(asked);
    ASSERT_EQ(again.size(), second.size());
    for (std::size_t place = 0; place < again.size(); ++place) {
        EXPECT_EQ(again[place].request, second[place].request);
    }
}

} // namespace
} // namespace clockstart::domain
