#include "domain/board.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace clockstart::domain {

namespace {

constexpr std::array<std::pair<std::string_view, grouping>, 13> grouping_names{{{"none", grouping::none},
                                                                                {"area", grouping::area},
                                                                                {"provider", grouping::provider},
                                                                                {"service", grouping::service},
                                                                                {"pathway", grouping::pathway},
                                                                                {"month", grouping::month},
                                                                                {"age_band", grouping::age_band},
                                                                                {"sex", grouping::sex},
                                                                                {"ethnicity", grouping::ethnicity},
                                                                                {"deprivation", grouping::deprivation},
                                                                                {"priority", grouping::priority},
                                                                                {"setting", grouping::setting},
                                                                                {"category", grouping::category}}};

// Age in years at the clock start. Local practice ends at 16, 18 or 25 (S-York), so those edges are edges here.
struct age_band {
    std::string_view key, name;
    std::uint8_t up_to;
};
constexpr std::array<age_band, 6> age_bands{{{"0-4", "0 to 4", 4},
                                             {"5-10", "5 to 10", 10},
                                             {"11-15", "11 to 15", 15},
                                             {"16-17", "16 to 17", 17},
                                             {"18-25", "18 to 25", 254},
                                             {"not_known", "Not known", 255}}};

std::string spoken(std::string_view key) {
    std::string name{key};
    std::ranges::replace(name, '_', ' ');
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

template <class List>
void name_groups(std::vector<waits_group>& groups, const List& list) {
    for (const std::string_view key : list) {
        groups.push_back({.key = std::string{key}, .name = spoken(key)});
    }
    // What was not given packs to 15, and is shown as a row of its own: never hidden, never a guess.
    groups.resize(15);
    groups.push_back({.key = "not_given", .name = "Not given"});
}

// One group per service's area, provider or pathway; `place` gives for each service the group it belongs to.
struct service_groups {
    std::vector<waits_group> groups;
    std::vector<std::uint16_t> place;
};

template <class KeyAndName>
service_groups group_services(const directory& places, KeyAndName key_and_name) {
    service_groups made;
    std::map<std::string, std::uint16_t> seen;
    for (const auto& one : places.services()) {
        auto [key, name] = key_and_name(one);
        const auto [at, is_new] = seen.try_emplace(key, static_cast<std::uint16_t>(made.groups.size()));
        if (is_new) {
            made.groups.push_back({.key = key, .name = std::move(name)});
        }
        made.place.push_back(at->second);
    }
    return made;
}

service_groups group_services_by(grouping by, const directory& places) {
    return group_services(places, [&](const service& one) -> std::pair<std::string, std::string> {
        if (by == grouping::area) {
            const auto* const found = places.find_area(one.area);
            return {one.area, found == nullptr ? one.area : found->name};
        }
        if (by == grouping::provider) {
            const auto* const found = places.find_provider(one.provider);
            return {one.provider, found == nullptr ? one.provider : found->name};
        }
        return by == grouping::pathway ? std::pair{one.pathway, one.pathway} : std::pair{one.code, one.name};
    });
}

bool is_empty(const waits_group& group) {
    return group.waiting.count() == 0 && group.completed.count() == 0 && group.removed == 0 && group.added == 0;
}

} // namespace

std::optional<grouping> grouping_of(std::string_view name) {
    const auto found = std::ranges::find(grouping_names, name, &std::pair<std::string_view, grouping>::first);
    return found == grouping_names.end() ? std::nullopt : std::optional{found->second};
}

void board::count_waiting(std::size_t place, std::int32_t as_at, waits_group& group) const {
    group.waiting.add(as_at - started_[place] - paused_by(place, as_at), as_at <= due_at(place, as_at));
}

void board::count_stop(std::size_t place, waits_group& group) const {
    const auto how = static_cast<outcome>(how_[place] & outcome_bits);
    if (how == outcome::met || how == outcome::missed) {
        group.completed.add(until_[place] - started_[place] - paused_by(place, until_[place]), how == outcome::met);
    } else if (how == outcome::ended) {
        ++group.removed;
    }
}

void board::count(std::size_t place, const window& asked, waits_group& group) const {
    const auto from = from_[place];
    const auto until = until_[place];
    if ((static_cast<unsigned>(from <= asked.as_at) & static_cast<unsigned>(until > asked.as_at)) != 0) {
        count_waiting(place, asked.as_at, group);
    }
    if ((static_cast<unsigned>(until >= asked.from) & static_cast<unsigned>(until <= asked.to)) != 0) {
        count_stop(place, group);
    }
    const auto started = started_[place];
    group.added += static_cast<unsigned>(from == started) & static_cast<unsigned>(asked.from <= started) &
                   static_cast<unsigned>(started <= asked.to);
}

// Which way a row goes is as good as random, and a wrong guess of the processor costs more than all the rest of a row.
// So who waits is counted without a branch: each row adds one to a cell, by group and days waited, and a row that does
// not wait adds to one of the first cells, which nobody reads. (Several, in turn: adding to the same one again has to
// wait for the addition before.)
template <class Group>
void board::scan(const waits_question& question, std::vector<waits_group>& groups, Group group_of) const {
    const window asked{day_number(question.as_at), day_number(question.from), day_number(question.to)};
    const auto services = services_of(question.filter);
    constexpr std::size_t unread = 8;
    const auto width = static_cast<std::size_t>(std::max(0, asked.as_at - oldest_)) + 1;
    std::vector<std::uint32_t> cells(unread + groups.size() * width);
    std::vector<std::uint32_t> within(groups.size()), added(groups.size());
    for (std::size_t place = 0; place < how_.size(); ++place) {
        const unsigned counted = counts(place, question.filter, services) ? 1 : 0;
        const auto group = static_cast<std::size_t>(group_of(place));
        const auto from = from_[place];
        const auto until = until_[place];
        const auto started = started_[place];
        const unsigned waits =
            counted & static_cast<unsigned>(from <= asked.as_at) & static_cast<unsigned>(until > asked.as_at);
        const unsigned pauses = (how_[place] & has_pauses) != 0 ? 1 : 0;
        const unsigned plain = waits & ~pauses;
        const auto cell = unread + group * width + static_cast<std::size_t>(asked.as_at - started);
        const auto read = std::size_t{0} - plain; // all bits, or none
        ++cells[(cell & read) | (place % unread & ~read)];
        within[group] += plain & static_cast<unsigned>(asked.as_at <= due_[place]);
        added[group] += counted & static_cast<unsigned>(from == started) &
                        static_cast<unsigned>(asked.from <= started) & static_cast<unsigned>(started <= asked.to);
        if ((waits & pauses) != 0) {
            count_waiting(place, asked.as_at, groups[group]);
        }
        if ((counted & static_cast<unsigned>(until >= asked.from) & static_cast<unsigned>(until <= asked.to)) != 0) {
            count_stop(place, groups[group]);
        }
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
        groups[group].waiting.add_days({&cells[unread + group * width], width}, within[group]);
        groups[group].added += added[group];
    }
}

// Each month of from..to: waiting at its last day (or at as_at, when that comes first), flows within it.
void board::scan_months(const waits_question& question, std::vector<waits_group>& groups) const {
    std::vector<window> months;
    const std::chrono::year_month_day start{question.from};
    for (auto at = start.year() / start.month(); civil_date{at / 1} <= question.to; at += std::chrono::months{1}) {
        const civil_date last{at / std::chrono::last};
        const auto end = day_number(std::min({last, question.to, question.as_at}));
        months.push_back({end, day_number(std::max(civil_date{at / 1}, question.from)), end});
        const auto key = format_date(civil_date{at / 1});
        groups.push_back({.key = key.substr(0, 7), .name = format_long_date(civil_date{at / 1}).substr(2)});
    }
    const auto services = services_of(question.filter);
    for (std::size_t place = 0; place < how_.size(); ++place) {
        if (counts(place, question.filter, services)) {
            for (std::size_t number = 0; number < months.size(); ++number) {
                count(place, months[number], groups[number]);
            }
        }
    }
}

std::vector<waits_group> board::waits(const waits_question& question, const directory& places) const {
    std::vector<waits_group> groups;
    const auto by_high = [](const auto& column) { return [&column](std::size_t place) { return column[place] >> 4; }; };
    const auto by_low = [](const auto& column) {
        return [&column](std::size_t place) { return column[place] & 0x0F; };
    };
    switch (question.by) {
    case grouping::none:
        groups.push_back({.key = "all", .name = "All"});
        scan(question, groups, [](std::size_t) { return 0; });
        return groups;
    case grouping::month:
        scan_months(question, groups);
        return groups;
    case grouping::area:
    case grouping::provider:
    case grouping::pathway:
    case grouping::service: {
        auto grouped = group_services_by(question.by, places);
        scan(question, grouped.groups, [&](std::size_t place) { return grouped.place[service_[place]]; });
        groups = std::move(grouped.groups);
        std::ranges::sort(groups, {}, &waits_group::key);
        break;
    }
    case grouping::age_band: {
        std::array<std::uint8_t, 256> band_of{};
        for (std::size_t age = 0, band = 0; age < band_of.size(); ++age) {
            band += age > age_bands[band].up_to ? 1 : 0;
            band_of[age] = static_cast<std::uint8_t>(band);
        }
        for (const auto& band : age_bands) {
            groups.push_back({.key = std::string{band.key}, .name = std::string{band.name}});
        }
        scan(question, groups, [&](std::size_t place) { return band_of[age_[place]]; });
        break;
    }
    case grouping::sex:
        name_groups(groups, sexes);
        scan(question, groups, by_high(sex_and_ethnicity_));
        break;
    case grouping::ethnicity:
        name_groups(groups, ethnicities);
        scan(question, groups, by_low(sex_and_ethnicity_));
        break;
    case grouping::deprivation:
        groups.push_back({.key = "not_known", .name = "Not known"});
        for (int decile = 1; decile <= 10; ++decile) {
            groups.push_back({.key = std::to_string(decile), .name = "Decile " + std::to_string(decile)});
        }
        scan(question, groups, by_high(deprivation_and_priority_));
        break;
    case grouping::priority:
        name_groups(groups, priorities);
        scan(question, groups, by_low(deprivation_and_priority_));
        break;
    case grouping::setting:
        name_groups(groups, settings);
        scan(question, groups, by_high(setting_and_category_));
        break;
    case grouping::category:
        name_groups(groups, item_categories);
        scan(question, groups, by_low(setting_and_category_));
        break;
    }
    std::erase_if(groups, is_empty);
    return groups;
}

} // namespace clockstart::domain
