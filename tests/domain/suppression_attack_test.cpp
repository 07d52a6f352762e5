#include "domain/suppression.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
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
        sum.within += part.is_asked ? part.within : 0;
        sum.past += part.is_asked ? part.past : 0;
        sum.completed += part.is_asked ? part.completed : 0;
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
                    auto parts = of.parts;
                    bool any = false;
                    for (std::size_t at = 0; at < of.places.size(); ++at) {
                        parts[at].is_asked =
                            attribute(of.places[at], first) == one && attribute(of.places[at], second) == other;
                        any = any || parts[at].is_asked;
                    }
                    if (any) {
                        told += how(reader, parts) + '\n';
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
    for (int number = 0; number < 14; ++number) {
        const int area = below(5);
        made.places.push_back({{area / 4, area / 2, area}, below(3), below(3)});
        const auto& where = made.places.back();
        const int size = below(3) == 0 ? 80 : 12;
        counted_part part{.key = std::to_string(where.provider),
                          .name = "x",
                          .within = static_cast<std::uint64_t>(below(size)),
                          .past = static_cast<std::uint64_t>(below(size)),
                          .completed = static_cast<std::uint64_t>(below(size)),
                          .bands = &bands,
                          .by_band = std::vector<std::uint64_t>(bands.bands.size()),
                          .family = std::to_string(where.pathway)};
        part.by_band[static_cast<std::size_t>(below(5))] = part.within;
        part.by_band[5 + static_cast<std::size_t>(below(3))] += part.past;
        made.parts.push_back(std::move(part));
    }
    return made;
}

using count_of_part = std::uint64_t counted_part::*;

bool is_hidden(std::uint64_t count, const audience& reader) {
    return count > 0 && count < static_cast<std::uint64_t>(reader.threshold);
}

// Whether that count could be `value` and everything told still be what it is, with other hidden counts of its pathway
// being otherwise too.
bool could_be(world of, std::size_t which, count_of_part kind, std::uint64_t value, const audience& reader,
              const release& how, const std::string& truth) {
    std::vector<std::uint64_t*> others;
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < of.parts.size(); ++at) {
        auto& count = of.parts[at].*kind;
        if (at != which && of.parts[at].family == of.parts[which].family && is_hidden(count, reader)) {
            others.push_back(&count);
            sum += count;
        }
    }
    const auto most = static_cast<std::uint64_t>(reader.threshold) - 1;
    of.parts[which].*kind = value;
    // Sums of the others, the nearest to what it is first.
    for (std::uint64_t away = 0; away <= most * others.size(); ++away) {
        for (const auto wanted : {sum + away, sum - std::min(sum, away)}) {
            if (wanted < others.size() || wanted > most * others.size()) {
                continue;
            }
            auto left = wanted - others.size();
            for (auto* const other : others) {
                const auto more = std::min(left, most - 1);
                *other = 1 + more;
                left -= more;
            }
            if (everything(of, reader, how) == truth) {
                return true;
            }
        }
    }
    return false;
}

// Of the hidden counts, those that cannot be each value that a hidden count may have.
struct findings {
    int hidden{}, narrowed{};
};
findings attack(const world& of, const audience& reader, const release& how) {
    findings found;
    const auto truth = everything(of, reader, how);
    for (std::size_t which = 0; which < of.parts.size(); ++which) {
        for (const count_of_part kind : {&counted_part::within, &counted_part::past, &counted_part::completed}) {
            if (!is_hidden(of.parts[which].*kind, reader)) {
                continue;
            }
            ++found.hidden;
            bool has_whole_range = true;
            for (std::uint64_t value = 1; value < static_cast<std::uint64_t>(reader.threshold); ++value) {
                has_whole_range = has_whole_range && could_be(of, which, kind, value, reader, how, truth);
            }
            found.narrowed += has_whole_range ? 0 : 1;
        }
    }
    return found;
}

TEST(SuppressionAttack, AHiddenCountCanBeAnyOfItsValuesWhateverIsAskedTogether) {
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
        const auto value = protected_value(count, reader);
        if (!value) {
            return {1, static_cast<std::uint64_t>(reader.threshold) - 1};
        }
        known all{std::numeric_limits<std::uint64_t>::max(), 0};
        for (std::uint64_t other = 0; other <= count + 10; ++other) {
            if (protected_value(other, reader) == value) {
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
