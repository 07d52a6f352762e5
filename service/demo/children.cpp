#include "service/demo/children.hpp"

#include "domain/nhs_number.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace clockstart::service::demo {

namespace {

constexpr std::uint64_t range = 1'000'000; // six digits after 999

struct ages {
    int from, to; // years, both ends inclusive
    double weight;
};

// How old children are when they are referred: plausible, not published.
constexpr std::array<ages, 4> for_equipment{{{1, 4, 30}, {5, 10, 35}, {11, 17, 28}, {18, 25, 7}}};
constexpr std::array<ages, 4> for_speech{{{1, 2, 22}, {3, 5, 50}, {6, 10, 22}, {11, 17, 6}}};
constexpr std::array<ages, 4> for_ot{{{1, 4, 20}, {5, 9, 48}, {10, 15, 28}, {16, 19, 4}}};
constexpr std::array<ages, 4> for_physio{{{0, 1, 28}, {2, 5, 25}, {6, 12, 27}, {13, 18, 20}}};
constexpr std::array<ages, 4> for_autism{{{2, 4, 30}, {5, 10, 42}, {11, 17, 25}, {18, 25, 3}}};
constexpr std::array<ages, 4> for_adhd{{{5, 6, 8}, {7, 11, 52}, {12, 17, 35}, {18, 25, 5}}};
constexpr std::array<ages, 4> for_advice{{{2, 4, 34}, {5, 10, 38}, {11, 15, 20}, {16, 24, 8}}};

struct intake {
    std::span<const ages> years;
    double boys, special_school;
};
constexpr std::array<intake, 7> intakes{{{for_equipment, 0.55, 0.55},
                                         {for_speech, 0.66, 0.10},
                                         {for_ot, 0.62, 0.15},
                                         {for_physio, 0.52, 0.20},
                                         {for_autism, 0.68, 0.06},
                                         {for_adhd, 0.70, 0.05},
                                         {for_advice, 0.70, 0.25}}};

int draw_age_in_days(chance& luck, const intake& one) {
    std::array<double, 4> weights{};
    std::ranges::transform(one.years, weights.begin(), &ages::weight);
    const auto& band = one.years[luck.weighted(weights)];
    // Two months at least: a referral's date may still be corrected to an earlier one.
    return std::max(60, luck.between(band.from * 365 + 7, (band.to + 1) * 365 - 1));
}

std::string draw_reason_for_no_number(chance& luck) {
    static constexpr std::array<std::string_view, 3> reasons{"not_traced", "new_to_country", "other"};
    static constexpr std::array<double, 3> weights{6, 3, 1};
    return std::string{reasons.at(luck.weighted(weights))};
}

} // namespace

test_numbers::test_numbers(std::uint64_t seed) : start_{chance{seed, 2}.below(range)} {}

std::string test_numbers::next() {
    while (drawn_ < range) {
        // A step without a factor in common with the range visits each number once.
        const auto digits = std::to_string(range + (start_ + drawn_++ * 387'977) % range);
        const auto nine = "999" + digits.substr(1);
        if (const int check = domain::nhs_check_digit(nine); check >= 0) {
            auto number = nine + std::to_string(check);
            if (number.find_first_not_of('9') != std::string::npos) {
                return number;
            }
        }
    }
    return {};
}

child children::draw(chance& luck, std::size_t area, std::size_t pathway, domain::civil_date referred_on) {
    const auto& from = intakes.at(pathway);
    child made;
    made.area = area;
    made.who.birth_date = referred_on - std::chrono::days{draw_age_in_days(luck, from)};
    made.who.given_name = draw_given_name(luck);
    made.who.family_name = draw_family_name(luck);
    if (!luck.happens(0.02)) {
        made.who.nhs_number = numbers_.next();
    }
    if (made.who.nhs_number.empty()) {
        made.who.no_nhs_number_reason = draw_reason_for_no_number(luck);
    }
    if (luck.happens(0.9)) {
        made.who.postcode = where_.draw_postcode(luck, area);
    }
    static constexpr std::array<std::string_view, 2> rarer{"other", "not_known"};
    made.sex = luck.happens(0.01) ? rarer.at(luck.below(2)) : luck.happens(from.boys) ? "male" : "female";
    made.ethnicity = where_.draw_ethnicity(luck, area);
    if (luck.happens(0.96)) {
        made.deprivation_decile = where_.draw_decile(luck, area);
    }
    made.school_urn =
        where_.draw_school(luck, area, domain::age_on(made.who.birth_date, referred_on), from.special_school);
    return made;
}

std::optional<child> children::draw_again(chance& luck, const child& before, std::size_t pathway,
                                          domain::civil_date referred_on) const {
    const auto& to = intakes.at(pathway);
    const int age = domain::age_on(before.who.birth_date, referred_on);
    if (age < to.years.front().from || age > to.years.back().to) {
        return {};
    }
    auto again = before;
    if (age > 18 || !again.school_urn) {
        again.school_urn = where_.draw_school(luck, again.area, age, to.special_school);
    }
    return again;
}

} // namespace clockstart::service::demo
