#include "service/demo/places.hpp"

#include "service/demo/place_table.hpp"

#include <algorithm>
#include <chrono>

namespace clockstart::service::demo {

namespace {

using domain::civil_date;
using domain::make_date;

constexpr auto essex_merger = make_date(2026, 4, 1); // QH8 and parts of QJG and QM7 became one board
constexpr std::string_view essex_board = "D7T5G";
constexpr std::array<std::string_view, 7> pathway_names{
    "Equipment",       "Speech and language therapy", "Occupational therapy", "Physiotherapy", "Autism assessment",
    "ADHD assessment", "Advice for EHC plans"};

bool is_of_essex(const area_fact& one) { return one.icb == "QH8" || one.icb == "QJG" || one.icb == "QM7"; }

std::vector<domain::parentage> parents_of(const area_fact& one) {
    const auto from = make_date(one.first_year, 4, 1);
    if (!is_of_essex(one)) {
        return {{std::string{one.icb}, from, {}}};
    }
    return {{std::string{one.icb}, from, essex_merger - std::chrono::days{1}},
            {std::string{essex_board}, essex_merger, {}}};
}

std::vector<domain::area> all_areas() {
    std::vector<domain::area> areas;
    for (const auto& one : parent_facts) {
        std::vector<domain::parentage> parents;
        if (!one.parent.empty()) {
            const auto from = one.code == essex_board ? essex_merger : make_date(2013, 4, 1);
            const bool merged = one.code == "QH8";
            parents.push_back({std::string{one.parent}, from,
                               merged ? std::optional{essex_merger - std::chrono::days{1}} : std::nullopt});
        }
        areas.push_back({std::string{one.code}, std::string{one.name}, std::string{one.kind}, std::string{one.ons_code},
                         std::move(parents)});
    }
    for (const auto& one : area_facts) {
        areas.push_back(
            {std::string{one.code}, std::string{one.name}, "sub-icb", std::string{one.ons_code}, parents_of(one)});
    }
    return areas;
}

std::string_view provider_of(const area_fact& area, std::string_view pathway) {
    if (pathway == "equipment") {
        return area.equipment;
    }
    return pathway == "asd" || pathway == "adhd" || pathway == "ehcp-advice" ? area.assessments : area.therapies;
}

int year_of(civil_date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

} // namespace

places::places(civil_date as_at, std::uint64_t seed) {
    chance luck{seed, 1};
    directory_.by = {"demo", {}};
    directory_.areas = all_areas();
    for (const auto& one : provider_facts) {
        directory_.providers.push_back({std::string{one.code}, std::string{one.name}});
    }
    for (std::size_t area = 0; area < area_facts.size(); ++area) {
        weights_.push_back(area_facts.at(area).population);
        add_schools(area);
    }
    add_services(as_at, luck);
    end_some_contracts(as_at, luck);
}

// Numbers 999001 and on: GIAS has issued none of them.
void places::add_schools(std::size_t area) {
    struct kind {
        std::string_view name, phase;
    };
    static constexpr std::array<kind, 6> kinds{{{"Primary School", "Primary"},
                                                {"Church Lane Infant School", "Primary"},
                                                {"Park Junior School", "Primary"},
                                                {"High School", "Secondary"},
                                                {"Academy", "Secondary"},
                                                {"Bridge School", "Special"}}};
    static constexpr std::array<std::string_view, 11> names{
        "Heronsgate", "Oyster Quay",    "Marshfoot", "Forest Edge", "Plumberow", "Benfleet Hall",
        "Pier Hill",  "Minster Fields", "Lantern",   "Canalside",   "Hopyard"};
    for (const auto& one : kinds) {
        const auto urn = 999'001 + static_cast<std::int64_t>(directory_.schools.size());
        directory_.schools.push_back({urn, std::string{names.at(area)} + " " + std::string{one.name},
                                      std::string{area_facts.at(area).code}, std::string{one.phase}});
    }
}

void places::add_services(civil_date as_at, chance& luck) {
    // Contracts began before anything that the demo tells of.
    const auto from = make_date(year_of(as_at) - 5, 4, 1);
    offers_.resize(area_facts.size());
    for (std::size_t pathway = 0; pathway < pathways.size(); ++pathway) {
        const auto code = pathways.at(pathway);
        double sum = 0;
        double weight = 0;
        for (std::size_t area = 0; area < area_facts.size(); ++area) {
            const auto& fact = area_facts.at(area);
            const auto second = std::ranges::find_if(second_providers, [&](const second_provider& one) {
                return one.area == fact.code && one.pathway == code;
            });
            const double part = second == second_providers.end() ? 0 : second->part;
            const auto add = [&](std::string_view provider, double share, double tilt) {
                const std::string area_code{fact.code};
                auto& made = offers_[area].at(pathway);
                made.push_back({directory_.services.size(), share, tilt + luck.share() * 0.4 - 0.2});
                sum += made.back().tilt * share * fact.population;
                weight += share * fact.population;
                const auto board = is_of_essex(fact) && as_at >= essex_merger ? essex_board : fact.icb;
                const auto ends = luck.happens(0.2) ? std::optional<civil_date>{}
                                                    : make_date(year_of(as_at) + luck.between(1, 3), 3, 31);
                directory_.services.push_back({std::string{code} + "-" + area_code + "-" + std::string{provider},
                                               std::string{pathway_names.at(pathway)} + ", " + std::string{fact.name},
                                               std::string{code}, area_code, std::string{provider}, std::string{board},
                                               from, ends});
            };
            add(provider_of(fact, code), 1 - part, fact.tilt);
            if (part > 0) {
                add(second->provider, part, second->tilt);
            }
        }
        // The tilts of all children average to nothing, so that the whole keeps the published shape.
        for (auto& area : offers_) {
            for (auto& one : area.at(pathway)) {
                one.tilt -= sum / weight;
            }
        }
    }
}

// What a commissioner has to see coming.
void places::end_some_contracts(civil_date as_at, chance& luck) {
    auto& services = directory_.services;
    for (std::size_t place = 3; place < services.size(); place += 9) {
        services[place].contract_to = as_at + std::chrono::days{luck.between(12, 88)};
    }
    for (auto& one : services) {
        if (one.contract_to && *one.contract_to - as_at < std::chrono::days{12}) {
            one.contract_to = as_at + std::chrono::days{365};
        }
    }
}

std::size_t places::draw_area(chance& luck) const { return luck.weighted(weights_); }

const offer& places::draw_offer(chance& luck, std::size_t area, std::size_t pathway) const {
    const auto& offers = offers_[area].at(pathway);
    return offers.size() == 1 || luck.happens(offers.front().weight) ? offers.front() : offers.back();
}

std::size_t places::draw_other(chance& luck, std::size_t area, std::size_t pathway, std::size_t service) const {
    const auto& own = offers_[area].at(pathway);
    if (own.size() > 1 && luck.happens(0.6)) {
        return own.front().service == service ? own.back().service : own.front().service;
    }
    // The seven of Essex among themselves; the four others stand for neighbours of one another.
    const auto low = is_of_essex(area_facts.at(area)) ? std::size_t{0} : std::size_t{7};
    const auto count = low == 0 ? std::size_t{7} : std::size_t{4};
    const auto other = low + (area - low + 1 + luck.below(count - 1)) % count;
    return offers_[other].at(pathway).front().service;
}

std::optional<std::int64_t> places::draw_school(chance& luck, std::size_t area, int age, double special) const {
    if (age < 5 || age > 18) {
        return {};
    }
    const auto first = static_cast<std::int64_t>(999'001 + area * 6);
    if (luck.happens(special)) {
        return first + 5;
    }
    return age < 11 ? first + luck.between(0, 2) : first + luck.between(3, 4);
}

int places::draw_decile(chance& luck, std::size_t area) const {
    return std::clamp(area_facts.at(area).middle_decile + luck.between(-3, 3), 1, 10);
}

std::string_view places::draw_ethnicity(chance& luck, std::size_t area) const {
    static constexpr std::array<std::string_view, 4> minorities{"asian", "black", "mixed", "other"};
    static constexpr std::array<double, 4> parts{0.45, 0.25, 0.22, 0.08};
    if (luck.happens(0.2)) {
        return "not_known";
    }
    return luck.happens(area_facts.at(area).minority_part) ? minorities.at(luck.weighted(parts)) : "white";
}

std::string places::draw_postcode(chance& luck, std::size_t area) const {
    const auto letter = [&](int from, int to) { return static_cast<char>('A' + luck.between(from, to)); };
    std::string code{'X', static_cast<char>('A' + static_cast<int>(area))};
    code += std::to_string(luck.between(1, 19)) + " " + std::to_string(luck.between(1, 9));
    code += letter(0, 1);
    code += letter(3, 7);
    return code;
}

} // namespace clockstart::service::demo
