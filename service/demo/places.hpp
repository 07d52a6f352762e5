#pragma once

#include "db/command.hpp"
#include "service/demo/chance.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::service::demo {

inline constexpr std::array<std::string_view, 7> pathways{"equipment", "slt",  "ot",         "physio",
                                                          "asd",       "adhd", "ehcp-advice"};

// A service as the demo draws it: where, and how long children wait there against the whole (wait_shape's tilt).
struct offer {
    std::size_t service{}; // place in directory().services
    double weight{};       // its part of the area's children on that pathway
    double tilt{};
};

// The demo's world: areas with their parents by date, invented providers and schools, a service for each pathway in
// each area (some areas have two), contracts around `as_at`.
class places {
public:
    places(domain::civil_date as_at, std::uint64_t seed);

    const db::put_directory& directory() const { return directory_; }
    const domain::service& service(std::size_t place) const { return directory_.services[place]; }

    std::size_t draw_area(chance& luck) const;
    const offer& draw_offer(chance& luck, std::size_t area, std::size_t pathway) const;
    // Another service of the same pathway to hand a child over to: the other provider of the area, or another area of
    // the same region.
    std::size_t draw_other(chance& luck, std::size_t area, std::size_t pathway, std::size_t service) const;
    // A school for that age in years, or nothing under school age and after it.
    std::optional<std::int64_t> draw_school(chance& luck, std::size_t area, int age, double special) const;
    int draw_decile(chance& luck, std::size_t area) const;
    std::string_view draw_ethnicity(chance& luck, std::size_t area) const;
    // An invented postcode of the area: no real one begins with X.
    std::string draw_postcode(chance& luck, std::size_t area) const;

private:
    void add_schools(std::size_t area);
    void add_services(domain::civil_date as_at, chance& luck);
    void end_some_contracts(domain::civil_date as_at, chance& luck);

    db::put_directory directory_;
    std::vector<double> weights_;                           // by area
    std::vector<std::array<std::vector<offer>, 7>> offers_; // by area and pathway
};

} // namespace clockstart::service::demo
