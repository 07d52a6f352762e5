#include "domain/suppression.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace clockstart::domain {
namespace {

namespace json = boost::json;

const audience& everybody() {
    static const auto book = built_in_audiences();
    return book.everybody;
}

counted_part part(std::string key, std::uint64_t within, std::uint64_t past, std::uint64_t completed = 0) {
    const auto& bands = band_set_of("chs-8");
    std::vector<std::uint64_t> by_band(bands.bands.size());
    by_band[2] = within; // >2-4 weeks
    by_band[5] = past;   // >18-52 weeks
    return {.key = key,
            .name = key,
            .within = within,
            .past = past,
            .completed = completed,
            .bands = &bands,
            .by_band = std::move(by_band)};
}

json::object line(const protected_lines& shown, std::string_view key) {
    const auto found =
        std::ranges::find_if(shown.lines, [&](const json::value& one) { return one.at("key").as_string() == key; });
    return found == shown.lines.end() ? json::object{} : found->as_object();
}

std::vector<std::string> hidden_in(const json::object& one) {
    std::vector<std::string> names;
    for (const auto& name : one.at("hidden").as_array()) {
        names.emplace_back(name.as_string());
    }
    return names;
}

TEST(Suppression, HidesThreeChildrenAndWhatWouldTellOfThem) {
    const std::vector<counted_part> parts{part("99G", 3, 0), part("06Q", 40, 0)};
    const auto shown = protect(everybody(), parts);
    const auto small = line(shown, "99G");
    EXPECT_TRUE(small.at("waiting").is_null());
    EXPECT_TRUE(small.at("within_target").is_null());
    EXPECT_TRUE(small.at("within_target_percent").is_null());
    EXPECT_TRUE(small.at("median_weeks").is_null());
    EXPECT_EQ(hidden_in(small), (std::vector<std::string>{"waiting", "within_target", "within_target_percent",
                                                          "median_weeks", "p92_weeks"}));
    EXPECT_EQ(line(shown, "06Q").at("waiting").as_int64(), 40);
    EXPECT_EQ(shown.hidden, 5 + 2 + 2U); // of the line, the medians of the other one and of all
}

TEST(Suppression, ShowsZeroAndRoundsWhatItShows) {
    for (const auto& [count, shown] : std::vector<std::pair<std::uint64_t, std::int64_t>>{
             {0, 0}, {8, 10}, {12, 10}, {13, 15}, {17, 15}, {18, 20}, {1002, 1000}}) {
        const std::vector<counted_part> parts{part("99G", count, 0, 30)};
        EXPECT_EQ(line(protect(everybody(), parts), "99G").at("waiting").as_int64(), shown) << count;
    }
    for (std::uint64_t count = 1; count < 8; ++count) {
        const std::vector<counted_part> parts{part("99G", count, 0)};
        EXPECT_TRUE(line(protect(everybody(), parts), "99G").at("waiting").is_null()) << count;
    }
}

// The total is the sum of what is shown, so that the hidden one cannot be had by subtraction.
TEST(Suppression, SumsAreTheSameWhateverAHiddenCountIs) {
    for (std::uint64_t count = 1; count < 8; ++count) {
        const std::vector<counted_part> parts{part("99G", 41, 0), part("06Q", 12, 0), part("07H", count, 0)};
        EXPECT_EQ(protect(everybody(), parts).all.at("waiting").as_int64(), 55) << count; // 40 + 10 + 3, to 5
    }
}

// Of a pathway in all areas the sum of its hidden counts is told, if it can be told without telling any of them.
TEST(Suppression, TotalsOfAWholePathwayComeNearTheTruth) {
    std::vector<counted_part> parts{part("99G", 101, 0)};
    for (int number = 0; number < 10; ++number) {
        parts.push_back(part("06Q", number < 5 ? 6 : 5, 0));
    }
    EXPECT_EQ(protect(everybody(), parts).all.at("waiting").as_int64(), 155); // 100 + 55
    EXPECT_EQ(line(protect(everybody(), parts), "06Q").at("waiting").as_int64(), 55);
    // Not of a few of them, each of which stands for 3.
    for (std::size_t number = 3; number < parts.size(); ++number) {
        parts[number].is_asked = false;
    }
    EXPECT_TRUE(line(protect(everybody(), parts), "06Q").at("waiting").is_null());
    EXPECT_EQ(protect(everybody(), parts).all.at("waiting").as_int64(), 105);
}

TEST(Suppression, HidesASumThatIsMadeOfHiddenCountsForTheMost) {
    std::vector<counted_part> parts{part("99G", 10, 0), part("99G", 2, 0), part("06Q", 2, 0), part("07H", 2, 0)};
    EXPECT_EQ(line(protect(everybody(), parts), "99G").at("waiting").as_int64(), 15);
    parts.resize(2);
    parts.insert(parts.begin(), 4, part("99G", 6, 0));
    parts.push_back(part("06Q", 2, 0)); // so that the hidden ones of 99G are not all there are
    EXPECT_TRUE(line(protect(everybody(), parts), "99G").at("waiting").is_null());
}

// Whatever the sum that is told, each hidden count can still be the least and the most that it may be.
TEST(Suppression, TheSumOfHiddenCountsLeavesEachItsWholeRange) {
    int told_of = 0;
    for (int threshold = 2; threshold <= 10; ++threshold) {
        for (int base = 1; base <= 2 * threshold; ++base) {
            for (const bool shows_zero : {true, false}) {
                auto reader = everybody();
                reader.threshold = threshold;
                reader.rounding = base;
                reader.shows_zero = shows_zero;
                const std::uint64_t least = shows_zero ? 1 : 0, most = static_cast<std::uint64_t>(threshold) - 1;
                for (std::uint64_t hidden = 1; hidden <= 12; ++hidden) {
                    for (std::uint64_t sum = least * hidden; sum <= most * hidden; ++sum) {
                        const auto told = protected_sum(sum, hidden, reader);
                        bool can_be_least = false, can_be_most = false;
                        for (std::uint64_t other = least * hidden; other <= most * hidden; ++other) {
                            const bool looks_alike = protected_sum(other, hidden, reader) == told;
                            can_be_least |= looks_alike && other <= least + most * (hidden - 1);
                            can_be_most |= looks_alike && other >= most + least * (hidden - 1);
                        }
                        EXPECT_TRUE(can_be_least && can_be_most)
                            << threshold << ' ' << base << ' ' << hidden << ' ' << sum;
                        told_of += told ? 1 : 0;
                    }
                }
            }
        }
    }
    EXPECT_GT(told_of, 1000);
}

TEST(Suppression, GivesPercentagesOfWhatItShows) {
    const std::vector<counted_part> parts{part("99G", 32, 9)};
    EXPECT_EQ(line(protect(everybody(), parts), "99G").at("within_target_percent").as_double(), 75.0); // 30 of 40
    auto without = everybody();
    without.gives_percentages = false;
    EXPECT_TRUE(line(protect(without, parts), "99G").at("within_target_percent").is_null());
}

TEST(Suppression, GivesMediansInWholeWeeksFromEnoughChildrenAndFromNoHiddenPart) {
    const std::vector<counted_part> enough{part("99G", 60, 50)};
    EXPECT_EQ(line(protect(everybody(), enough), "99G").at("median_weeks").as_double(), 4.0);
    EXPECT_EQ(line(protect(everybody(), enough), "99G").at("p92_weeks").as_double(), 46.0);
    const std::vector<counted_part> fewer{part("99G", 40, 5)};
    EXPECT_TRUE(line(protect(everybody(), fewer), "99G").at("median_weeks").is_null());
    const std::vector<counted_part> hiding{part("99G", 60, 50), part("99G", 3, 0)};
    EXPECT_TRUE(line(protect(everybody(), hiding), "99G").at("median_weeks").is_null());
}

TEST(Suppression, NeverGivesWhatIsOneChildsOrTiesOneMonthToTheNext) {
    const std::vector<counted_part> parts{part("99G", 600, 500, 400)};
    const auto one = line(protect(everybody(), parts), "99G");
    EXPECT_EQ(one.at("completed").at("count").as_int64(), 400);
    for (const auto name : withheld_figures()) {
        const auto dot = name.find('.');
        const auto& value = dot == std::string_view::npos ? one.at(name) : one.at("completed").at(name.substr(dot + 1));
        EXPECT_TRUE(value.is_null()) << name;
    }
}

TEST(Suppression, LeavesOutALineThatTellsOnlyThatSomethingWithheldHappened) {
    const std::vector<counted_part> parts{part("99G", 0, 0), part("06Q", 10, 0)};
    EXPECT_EQ(protect(everybody(), parts).lines.size(), 1U);
    auto strict = everybody();
    strict.shows_zero = false;
    EXPECT_EQ(protect(strict, parts).lines.size(), 2U); // there, whether it waits there or not
}

TEST(Suppression, ReadsALineOfAKeptMonth) {
    const auto kept = json::parse(R"({"waiting": 12, "within_target": 9, "completed": {"count": 4},
                                      "bands": [{"waiting": 9}, {"waiting": 3}]})");
    const auto read = part_of(kept.as_object(), band_set_of("chs-8"));
    EXPECT_EQ(read.within, 9U);
    EXPECT_EQ(read.past, 3U);
    EXPECT_EQ(read.completed, 4U);
    EXPECT_EQ(read.by_band, (std::vector<std::uint64_t>{9, 3}));
}

TEST(Audience, IsExactOnlyWherePseudonymousRowsMayBeSeenToo) {
    const auto book = built_in_audiences();
    EXPECT_TRUE(book.commissioner.is_exact() && book.auditor.is_exact() && named_access().is_exact());
    for (const auto& one : {book.everybody, book.file, book.integrator}) {
        EXPECT_EQ(one.threshold, 8) << one.name;
        EXPECT_EQ(one.rounding, 5) << one.name;
        EXPECT_FALSE(one.any_day || one.is_exact()) << one.name;
    }
}

TEST(Audience, TakesOtherNumbersAndKeepsTheRest) {
    const auto read = read_audience(json::parse(R"({"threshold": 10, "zero": "hidden"})").as_object(), everybody());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->threshold, 10);
    EXPECT_FALSE(read->shows_zero);
    EXPECT_EQ(read->rounding, 5);
}

TEST(Audience, IsRefusedWhereItsNumbersProtectNobody) {
    const auto fault_of = [](const char* document, const audience& over) {
        const auto read = read_audience(json::parse(document).as_object(), over);
        return read ? std::string{} : read.error().faults.front().pointer;
    };
    const auto exact = built_in_audiences().commissioner;
    EXPECT_EQ(fault_of(R"({"threshold": 5})", exact), "/dates"); // tomorrow minus today is one child
    EXPECT_EQ(fault_of(R"({"threshold": 5, "dates": "month_ends"})", exact), "");
    EXPECT_EQ(fault_of(R"({"hidden_counts_as": 8})", everybody()), "/hidden_counts_as");
    EXPECT_EQ(fault_of(R"({"rounding": 20})", everybody()), "/rounding");
    EXPECT_EQ(fault_of(R"({"threshold": 0})", everybody()), "/threshold");
    EXPECT_EQ(fault_of(R"({"zero": "maybe"})", everybody()), "/zero");
    EXPECT_EQ(fault_of(R"({"treshold": 9})", everybody()), "/treshold");
}

} // namespace
} // namespace clockstart::domain
