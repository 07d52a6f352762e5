#include "domain/suppression.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace clockstart::domain {
namespace {

// Services at the leaves of a tree of areas, each of a pathway and a provider. One may ask for the services of any area
// of any level, pathway, provider, and any two of them together, in lines by each: what the API answers, and more.
struct place {
    std::array<int, 3> area; // region, board, area
    int pathway, provider;
};
struct world {
    std::vector<place> places;
    std::vector<counted_part> parts; // of the same places
};

using release = std::function<std::string(const audience&, std::span<const counted_part>)>;

std::string shown_by_rule(const audience& reader, std::span<const counted_part> parts) {
    const auto shown = protect(reader, parts);
    return boost::json::serialize(shown.lines) + boost::json::serialize(shown.all);
}

// The planted fault: each table hides its small counts, but sums are of true counts and nothing else is hidden.
std::string shown_without_secondary(const audience& reader, std::span<const counted_part> parts) {
    counted_part sum;
    for (const auto& part : parts) {
        sum.within += part.within;
        sum.past += part.past;
        sum.completed += part.completed;
    }
    sum.bands = parts.empty() ? nullptr : parts.front().bands;
    auto naive = reader;
    naive.rounding = 1;
    return boost::json::serialize(protect(naive, std::span{&sum, 1}).all);
}

int attribute(const place& one, std::size_t which) {
    return which < 3 ? one.area.at(which) : which == 3 ? one.pathway : which == 4 ? one.provider : 0;
}

// All that can be asked: every line for every pair of attributes, as one text.
std::string everything(const world& of, const audience& reader, const release& how) {
    constexpr std::size_t attributes = 6;
    constexpr int values = 8;
    std::string told;
    for (std::size_t first = 0; first < attributes; ++first) {
        for (std::size_t second = first; second < attributes; ++second) {
            for (int one = 0; one < values; ++one) {
                for (int other = 0; other < values; ++other) {
                    std::vector<counted_part> chosen;
                    for (std::size_t at = 0; at < of.places.size(); ++at) {
                        if (attribute(of.places[at], first) == one && attribute(of.places[at], second) == other) {
                            chosen.push_back(of.parts[at]);
                            chosen.back().key = std::to_string(of.places[at].provider);
                        }
                    }
                    if (!chosen.empty()) {
                        told += how(reader, chosen) + '\n';
                    }
                }
            }
        }
    }
    return told;
}

world random_world(std::mt19937& luck) {
    const auto below = [&](int most) { return std::uniform_int_distribution<int>{0, most - 1}(luck); };
    world made;
    const auto& bands = band_set_of("chs-8");
    for (int number = 0; number < 10; ++number) {
        const int area = below(5);
        made.places.push_back({{area / 4, area / 2, area}, below(3), below(3)});
        const int size = below(3) == 0 ? 80 : 12;
        counted_part part{.key = {},
                          .name = "x",
                          .within = static_cast<std::uint64_t>(below(size)),
                          .past = static_cast<std::uint64_t>(below(size)),
                          .completed = static_cast<std::uint64_t>(below(size)),
                          .bands = &bands,
                          .by_band = std::vector<std::uint64_t>(bands.bands.size())};
        part.by_band[static_cast<std::size_t>(below(5))] = part.within;
        part.by_band[5 + static_cast<std::size_t>(below(3))] += part.past;
        made.parts.push_back(std::move(part));
    }
    return made;
}

// For each hidden count, how many of the values that it may have would have been told of by the very same answers.
struct findings {
    int hidden{}, narrowed{};
};
findings attack(world of, const audience& reader, const release& how) {
    findings found;
    const auto truth = everything(of, reader, how);
    for (auto& part : of.parts) {
        for (auto* const count : {&part.within, &part.past, &part.completed}) {
            const auto held = part;
            if (*count == 0 || *count >= static_cast<std::uint64_t>(reader.threshold)) {
                continue;
            }
            ++found.hidden;
            bool told = false;
            for (std::uint64_t other = 1; other < static_cast<std::uint64_t>(reader.threshold); ++other) {
                *count = other;
                if (count != &part.completed) {
                    part.by_band[0] = held.by_band[0] + other; // whoever it is waits somewhere
                }
                told = told || everything(of, reader, how) != truth;
            }
            found.narrowed += told ? 1 : 0;
            part = held;
        }
    }
    return found;
}

TEST(SuppressionAttack, EveryAnswerIsTheSameForEachValueThatAHiddenCountMayHave) {
    std::mt19937 luck{20261125};
    const auto book = built_in_audiences();
    findings all;
    for (int round = 0; round < 12; ++round) {
        auto reader = book.everybody;
        reader.threshold = 4 + round % 7;
        reader.rounding = 1 + round % 5;
        reader.hidden_counts_as = round % 4;
        reader.median_from = 10;
        reader.p92_from = 20;
        const auto found = attack(random_world(luck), reader, shown_by_rule);
        all.hidden += found.hidden;
        all.narrowed += found.narrowed;
    }
    EXPECT_GT(all.hidden, 60);
    EXPECT_EQ(all.narrowed, 0);
    std::printf("%d hidden counts, %d narrowed by any combination of answers\n", all.hidden, all.narrowed);
}

TEST(SuppressionAttack, FindsTheCountsWhereSumsAreOfTrueCounts) {
    std::mt19937 luck{20261125};
    const auto reader = built_in_audiences().everybody;
    const auto found = attack(random_world(luck), reader, shown_without_secondary);
    EXPECT_GT(found.hidden, 5);
    EXPECT_GT(found.narrowed, found.hidden / 2);
}

// What one month's end tells of the one before: whoever is past target now and had less than a month to get there was
// waiting then. That is a bound from below, and it never leaves a single value of a hidden count.
TEST(SuppressionAttack, TheNextMonthNeverLeavesASingleValue) {
    const auto reader = built_in_audiences().everybody;
    struct known {
        std::uint64_t least, most;
    };
    const auto known_of = [&](std::uint64_t count) -> known {
        protected_count one;
        one.add(count, reader);
        const auto small = static_cast<std::uint64_t>(reader.threshold) - 1;
        if (one.has_hidden()) {
            return {1, small};
        }
        known all{std::numeric_limits<std::uint64_t>::max(), 0};
        for (std::uint64_t other = 0; other <= count + 10; ++other) {
            protected_count same;
            same.add(other, reader);
            if (!same.has_hidden() && same.shown(reader) == one.shown(reader)) {
                all = {std::min(all.least, other), std::max(all.most, other)};
            }
        }
        return all;
    };
    std::uint64_t fewest = 100;
    for (std::uint64_t within = 0; within < 40; ++within) {
        for (std::uint64_t past = 0; past < 40; ++past) {
            for (std::uint64_t past_next = 0; past_next <= within + past; ++past_next) {
                const auto before = known_of(within), late = known_of(past), next = known_of(past_next);
                const auto left = [&](const known& hidden, const known& other) {
                    const auto least = next.least > other.most ? next.least - other.most : 0;
                    return hidden.most - std::max(hidden.least, least) + 1;
                };
                if (within > 0 && within < 8) {
                    fewest = std::min(fewest, left(before, late));
                }
                if (past > 0 && past < 8) {
                    fewest = std::min(fewest, left(late, before));
                }
            }
        }
    }
    EXPECT_GE(fewest, 2U);
}

} // namespace
} // namespace clockstart::domain
