#include "domain/board.hpp"

#include "board_rows.hpp"
#include "day_counts.hpp"
#include "story.hpp"

#include <gtest/gtest.h>

#include <map>

// The board's scan against a count over the same rows that could be done with paper and pencil.
namespace clockstart::domain {
namespace {

struct plain_group {
    std::vector<int> waiting, completed;
    int waiting_within{}, completed_within{}, removed{}, added{};
};

int paused_days(const board_row& one, std::int32_t day) {
    int days = 0;
    for (auto at = one.started + 1; at <= day; ++at) {
        for (const auto& [from, to] : one.pauses) {
            days += from < at && at <= to ? 1 : 0;
        }
    }
    return days;
}

void count(const board_row& one, const waits_question& asked, plain_group& group) {
    const auto as_at = day_number(asked.as_at);
    const auto flows = [&](std::int32_t day) { return day_number(asked.from) <= day && day <= day_number(asked.to); };
    if (one.how == outcome::nullified) {
        return;
    }
    if (one.from <= as_at && as_at < one.until) {
        const int waited = as_at - one.started - paused_days(one, as_at);
        group.waiting.push_back(waited);
        // Inside while no more days count than lie between the start and the due day.
        group.waiting_within += waited <= one.due - one.started ? 1 : 0;
    }
    group.added += one.from == one.started && flows(one.started) ? 1 : 0;
    if (one.until != board_row::never && flows(one.until)) {
        if (one.how == outcome::met || one.how == outcome::missed) {
            group.completed.push_back(one.until - one.started - paused_days(one, one.until));
            group.completed_within += one.how == outcome::met ? 1 : 0;
        }
        group.removed += one.how == outcome::ended ? 1 : 0;
    }
}

template <class List>
std::string name_in(const List& list, std::uint8_t place) {
    return place < std::size(list) ? std::string{list[place]} : "not_given";
}

std::string key_of(const board_row& one, grouping by) {
    const auto& at = places_of_histories().services()[one.service];
    switch (by) {
    case grouping::none:
        return "all";
    case grouping::area:
        return at.area;
    case grouping::provider:
        return at.provider;
    case grouping::service:
        return at.code;
    case grouping::pathway:
        return at.pathway;
    case grouping::month:
        return "";
    case grouping::age_band:
        return one.age == 255  ? "not_known"
               : one.age <= 4  ? "0-4"
               : one.age <= 10 ? "5-10"
               : one.age <= 15 ? "11-15"
               : one.age <= 17 ? "16-17"
                               : "18-25";
    case grouping::sex:
        return name_in(sexes, one.sex);
    case grouping::ethnicity:
        return name_in(ethnicities, one.ethnicity);
    case grouping::deprivation:
        return one.deprivation == 0 ? "not_known" : std::to_string(one.deprivation);
    case grouping::priority:
        return name_in(priorities, one.priority);
    case grouping::setting:
        return name_in(settings, one.setting);
    case grouping::category:
        return name_in(item_categories, one.category);
    }
    return "";
}

bool is_asked_about(const board_row& one, const board_filter& filter) {
    return one.target == filter.target && (filter.services.empty() || filter.services[one.service]) &&
           (filter.schools.empty() || std::ranges::count(filter.schools, one.school) > 0);
}

std::string in_words(const std::map<std::string, plain_group>& groups) {
    std::string text;
    for (const auto& [key, group] : groups) {
        if (group.waiting.size() + group.completed.size() + static_cast<std::size_t>(group.removed + group.added) > 0) {
            auto longest = group.waiting;
            std::ranges::sort(longest);
            long sum = 0;
            for (const int days : group.completed) {
                sum += days;
            }
            text += key + ": " + std::to_string(group.waiting.size()) + " waiting, " +
                    std::to_string(group.waiting_within) + " within, longest " +
                    std::to_string(longest.empty() ? -1 : longest.back()) + "; " +
                    std::to_string(group.completed.size()) + " in " + std::to_string(sum) + " days, " +
                    std::to_string(group.completed_within) + " within; " + std::to_string(group.removed) +
                    " removed, " + std::to_string(group.added) + " added\n";
        }
    }
    return text;
}

plain_group plain(const waits_group& group) {
    const auto days_of = [](const wait_distribution& waits) {
        std::vector<int> days;
        const auto counts = day_counts(waits);
        for (std::size_t day = 0; day < counts.size(); ++day) {
            days.insert(days.end(), counts[day], static_cast<int>(day));
        }
        return days;
    };
    return {days_of(group.waiting),
            days_of(group.completed),
            static_cast<int>(group.waiting.within()),
            static_cast<int>(group.completed.within()),
            static_cast<int>(group.removed),
            static_cast<int>(group.added)};
}

class BoardScan : public testing::Test {
protected:
    static void SetUpTestSuite() {
        for (std::uint32_t number = 0; number < 2'000; ++number) {
            const auto one = random_history(30'000 + number);
            const auto added = rows_of(number, *one.rules, one.ledger);
            columns_.put(number, added);
            rows_.insert(rows_.end(), added.begin(), added.end());
        }
    }
    static void expect_as_counted(const waits_question& asked) {
        std::map<std::string, plain_group> groups;
        for (const auto& one : rows_) {
            if (is_asked_about(one, asked.filter)) {
                count(one, asked, groups[key_of(one, asked.by)]);
            }
        }
        std::map<std::string, plain_group> found;
        for (const auto& group : columns_.waits(asked, places_of_histories())) {
            EXPECT_FALSE(group.name.empty());
            EXPECT_TRUE(found.emplace(group.key, plain(group)).second) << group.key << " is there twice";
        }
        EXPECT_EQ(in_words(found), in_words(groups))
            << "by " << static_cast<int>(asked.by) << " as at " << format_date(asked.as_at);
    }

    static inline board columns_;
    static inline std::vector<board_row> rows_;
};

constexpr grouping all_groupings[] = {grouping::none,    grouping::area,        grouping::provider,
                                      grouping::service, grouping::pathway,     grouping::age_band,
                                      grouping::sex,     grouping::ethnicity,   grouping::priority,
                                      grouping::setting, grouping::deprivation, grouping::category};

TEST_F(BoardScan, CountsAsByHandForEveryGroupingOnAnyDay) {
    for (const auto by : all_groupings) {
        for (const auto as_at :
             {day("2025-01-01"), day("2025-08-15"), day("2026-03-29"), day("2026-06-30"), histories_end}) {
            expect_as_counted({.as_at = as_at, .from = as_at - std::chrono::days{60}, .to = as_at, .by = by});
        }
    }
}

TEST_F(BoardScan, CountsAsByHandForEveryTargetServiceAndSchool) {
    std::vector<bool> some(places_of_histories().services().size(), false);
    some[0] = some[4] = some[13] = true;
    for (const auto by : {grouping::none, grouping::service, grouping::sex}) {
        waits_question asked{.as_at = day("2026-02-28"), .from = day("2025-03-01"), .to = day("2026-02-28"), .by = by};
        for (const std::uint8_t target : std::initializer_list<std::uint8_t>{0, 1, 2, 3, 9}) {
            asked.filter = {.target = target};
            expect_as_counted(asked);
        }
        asked.filter = {.services = some};
        expect_as_counted(asked);
        asked.filter = {.services = some, .schools = {100'001, 100'002}};
        expect_as_counted(asked);
        asked.filter = {.schools = {100'000}};
        expect_as_counted(asked);
        asked.filter = {.services = std::vector<bool>(some.size(), false)};
        EXPECT_EQ(columns_.waits(asked, places_of_histories()).size(), by == grouping::none ? 1U : 0U);
    }
}

TEST_F(BoardScan, TakesTheFirstAndLastDayOfTheFlowsIn) {
    for (auto at = day("2025-11-01"); at <= day("2025-11-30"); at += std::chrono::days{1}) {
        expect_as_counted({.as_at = at, .from = at, .to = at});
    }
}

TEST_F(BoardScan, GivesAMonthForEachMonth) {
    const auto months = columns_.waits(
        {.as_at = day("2026-02-10"), .from = day("2025-11-15"), .to = day("2026-03-31"), .by = grouping::month},
        places_of_histories());
    ASSERT_EQ(months.size(), 5U);
    const std::string_view keys[] = {"2025-11", "2025-12", "2026-01", "2026-02", "2026-03"};
    const std::string_view from[] = {"2025-11-15", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"};
    const std::string_view last[] = {"2025-11-30", "2025-12-31", "2026-01-31", "2026-02-10", "2026-02-10"};
    EXPECT_EQ(months[0].name, "November 2025");
    for (std::size_t number = 0; number < 5; ++number) {
        plain_group counted;
        for (const auto& one : rows_) {
            if (one.target == 0) {
                count(one, {.as_at = day(last[number]), .from = day(from[number]), .to = day(last[number])}, counted);
            }
        }
        EXPECT_EQ(months[number].key, keys[number]);
        EXPECT_EQ(in_words({{"", plain(months[number])}}), in_words({{"", counted}})) << keys[number];
    }
    const auto one_day = columns_.waits(
        {.as_at = day("2026-02-28"), .from = day("2026-02-28"), .to = day("2026-02-28"), .by = grouping::month},
        places_of_histories());
    EXPECT_EQ(one_day.size(), 1U);
}

TEST_F(BoardScan, OfStocksAndFlowsAddsUp) {
    // Waiting before, and added, are waiting after, or completed, or removed: nobody is lost.
    const auto total = [](std::string_view as_at, std::string_view from, std::string_view to) {
        return columns_.waits({.as_at = day(as_at), .from = day(from), .to = day(to)}, places_of_histories()).front();
    };
    const auto before = total("2025-12-31", "2025-12-31", "2025-12-31");
    const auto after = total("2026-03-31", "2026-01-01", "2026-03-31");
    EXPECT_EQ(before.waiting.count() + after.added, after.waiting.count() + after.completed.count() + after.removed);
    EXPECT_GT(before.waiting.count(), 100U);
}

TEST(Grouping, HasTheNamesOfTheContract) {
    for (const std::string_view name : {"area", "provider", "service", "pathway", "month", "age_band", "sex",
                                        "ethnicity", "deprivation", "priority", "setting", "category"}) {
        EXPECT_TRUE(grouping_of(name)) << name;
    }
    EXPECT_EQ(grouping_of("month"), grouping::month);
    EXPECT_EQ(grouping_of("name"), std::nullopt);
    EXPECT_EQ(grouping_of(""), std::nullopt);
}

} // namespace
} // namespace clockstart::domain
