#pragma once

#include "domain/request.hpp"
#include "service/demo/chance.hpp"
#include "service/demo/places.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace clockstart::service::demo {

// An invented child.
struct child {
    domain::identity who;
    std::size_t area{};
    std::string sex, ethnicity;
    std::optional<int> deprivation_decile;
    std::optional<std::int64_t> school_urn;
};

// NHS numbers of the range kept for tests, 999, each once, in an order that depends on the seed.
class test_numbers {
public:
    explicit test_numbers(std::uint64_t seed);
    // Ten digits with a valid check digit; empty when all of the range (about 909,000) are given out.
    std::string next();

private:
    std::uint64_t start_;
    std::uint64_t drawn_{0};
};

// Children as they come to one pathway: ages, sexes and schools by pathway; names from many languages.
class children {
public:
    children(const places& where, std::uint64_t seed) : where_{where}, numbers_{seed} {}
    child draw(chance& luck, std::size_t area, std::size_t pathway, domain::civil_date referred_on);
    // The same child on a later day: at school or not. Nothing when of no age for that pathway.
    std::optional<child> draw_again(chance& luck, const child& before, std::size_t pathway,
                                    domain::civil_date referred_on) const;

private:
    const places& where_;
    test_numbers numbers_;
};

// Lists of given and family names, UTF-8.
std::string draw_given_name(chance& luck);
std::string draw_family_name(chance& luck);

} // namespace clockstart::service::demo
