#include "domain/reference.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <utility>

namespace clockstart::domain {
namespace {

constexpr std::string_view alphabet = "234679CDFGHJKMNPQRTVWXY";
constexpr std::size_t places[] = {3, 4, 5, 6, 8, 9, 10, 11}; // of the eight characters in "EQ-7K3M-2Q9D"

TEST(Reference, HasItsLayoutAndComesBack) {
    std::mt19937_64 random{11};
    for (int round = 0; round < 1000; ++round) {
        const auto made = make_reference("EQ", random());
        ASSERT_EQ(made.size(), 12U);
        EXPECT_EQ(made.substr(0, 3), "EQ-");
        EXPECT_EQ(made[7], '-');
        for (const auto place : places) {
            EXPECT_NE(alphabet.find(made[place]), std::string_view::npos) << made;
        }
        EXPECT_EQ(*parse_reference(made), made);
    }
}

TEST(Reference, IsAnotherOneForEachNumber) {
    std::set<std::string> seen;
    for (std::uint64_t number = 0; number < 20'000; ++number) {
        seen.insert(make_reference("SL", number));
    }
    EXPECT_EQ(seen.size(), 20'000U);
    EXPECT_EQ(make_reference("SL", 5), make_reference("SL", 5 + reference_count));
    EXPECT_NE(make_reference("SL", 5), make_reference("SL", reference_count - 1));
}

TEST(Reference, WithAnySingleWrongCharacterIsRefused) {
    std::mt19937_64 random{12};
    for (int round = 0; round < 300; ++round) {
        const auto made = make_reference("OT", random());
        for (const auto place : places) {
            for (const char other : alphabet) {
                auto wrong = made;
                wrong[place] = other;
                EXPECT_EQ(parse_reference(wrong).has_value(), wrong == made) << made << " " << wrong;
            }
        }
    }
}

TEST(Reference, WithTwoNeighboursSwappedIsRefused) {
    // Every pair of neighbouring places with every pair of characters; the last pair takes the check character in,
    // which goes through all 23 as the first character does.
    constexpr std::uint64_t base = alphabet.size();
    for (std::size_t at = 0; at + 1 < std::size(places); ++at) {
        for (std::uint64_t pair = 0; pair < base * base; ++pair) {
            std::uint64_t number = 0;
            for (std::size_t place = 0; place < 7; ++place) {
                const bool left = place == at;
                const bool right = place == at + 1 || (at == 6 && place == 0);
                number = number * base + (left ? pair / base : right ? pair % base : 5);
            }
            const auto made = make_reference("PH", number);
            auto swapped = made;
            std::swap(swapped[places[at]], swapped[places[at + 1]]);
            EXPECT_EQ(parse_reference(swapped).has_value(), swapped == made) << made << " " << swapped;
        }
    }
}

TEST(Reference, IsMendedAsPeopleTypeIt) {
    const auto made = make_reference("EQ", 1'234'567);
    std::string small;
    for (const char character : made) {
        if (character != '-') {
            small.push_back(static_cast<char>(character >= 'A' && character <= 'Z' ? character + 32 : character));
        }
    }
    EXPECT_EQ(*parse_reference(small), made);
    EXPECT_EQ(*parse_reference(" " + made.substr(0, 2) + " " + made.substr(3, 4) + " " + made.substr(8)), made);
}

TEST(Reference, ThatCannotExistIsNotThere) {
    for (const auto* wrong :
         {"", "EQ", "EQ-7K3M-2Q9", "EQ-7K3M-2Q9DD", "E1-7K3M-2Q9D", "EQ-0000-0000", "EQ-AEIO-UAEI"}) {
        const auto parsed = parse_reference(wrong);
        ASSERT_FALSE(parsed.has_value()) << wrong;
        EXPECT_EQ(parsed.error().code, errc::not_found);
    }
}

} // namespace
} // namespace clockstart::domain
