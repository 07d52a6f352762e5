#include "domain/suppression.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace clockstart::domain {

namespace json = boost::json;

namespace {

constexpr auto withheld = std::to_array<std::string_view>({"longest_days", "bands", "completed.within_target",
                                                           "completed.within_target_percent", "completed.median_weeks",
                                                           "completed.p92_weeks", "removed", "added"});

std::uint64_t rounded(std::uint64_t count, const audience& reader) {
    const auto base = static_cast<std::uint64_t>(reader.rounding);
    return (count + base / 2) / base * base;
}

// The hidden counts of one kind in a family.
struct hidden_counts {
    std::uint64_t sum{}, number{};
    std::optional<std::uint64_t> told{}; // of the sum
};
struct family {
    hidden_counts within, past, completed;
};
using families = std::map<std::string, family, std::less<>>;

// A sum of protected counts.
class protected_count {
public:
    void add(std::uint64_t count, const hidden_counts& of_family, const audience& reader) {
        if (const auto value = protected_value(count, reader)) {
            shown_ += *value;
        } else {
            ++hidden_[&of_family];
        }
    }
    protected_count operator+(const protected_count& other) const {
        auto both = *this;
        both.shown_ += other.shown_;
        for (const auto& [of_family, number] : other.hidden_) {
            both.hidden_[of_family] += number;
        }
        return both;
    }
    bool has_hidden() const { return !hidden_.empty(); }
    bool is_nothing() const { return shown_ == 0 && hidden_.empty(); }
    // With what hidden counts stand for, before it is rounded.
    std::uint64_t sum(const audience& reader) const { return known() + guessed(reader); }
    // Nothing when it is hidden: when more of it stands for hidden counts than is known.
    std::optional<std::uint64_t> shown(const audience& reader) const {
        if (guessed(reader) > known() || (has_hidden() && known() == 0)) {
            return std::nullopt;
        }
        return rounded(sum(reader), reader);
    }

private:
    // A family whose hidden counts are all in here has the sum that is told of it.
    static bool is_whole(const hidden_counts& of_family, std::uint64_t number) {
        return of_family.told && of_family.number == number;
    }
    std::uint64_t known() const {
        auto all = shown_;
        for (const auto& [of_family, number] : hidden_) {
            all += is_whole(*of_family, number) ? *of_family->told : 0;
        }
        return all;
    }
    std::uint64_t guessed(const audience& reader) const {
        std::uint64_t all = 0;
        for (const auto& [of_family, number] : hidden_) {
            all += is_whole(*of_family, number) ? 0 : number * static_cast<std::uint64_t>(reader.hidden_counts_as);
        }
        return all;
    }

    std::uint64_t shown_{};                                // the sum of what is not hidden
    std::map<const hidden_counts*, std::uint64_t> hidden_; // how many are hidden, by family
};

void take_down(hidden_counts& into, std::uint64_t count, const audience& reader) {
    if (!protected_value(count, reader)) {
        into.sum += count;
        ++into.number;
    }
}

families families_of(std::span<const counted_part> parts, const audience& reader) {
    families all;
    for (const auto& part : parts) {
        auto& its = all[part.family];
        take_down(its.within, part.within, reader);
        take_down(its.past, part.past, reader);
        take_down(its.completed, part.completed, reader);
    }
    for (auto& [name, one] : all) {
        for (auto* const counts : {&one.within, &one.past, &one.completed}) {
            counts->told = protected_sum(counts->sum, counts->number, reader);
        }
    }
    return all;
}

struct line {
    std::string name;
    protected_count within, past, completed;
    const band_set* bands{}; // of all its parts; none when they differ
    bool has_parts{false};
    std::vector<std::uint64_t> by_band;

    void add(const counted_part& part, const family& its, const audience& reader) {
        within.add(part.within, its.within, reader);
        past.add(part.past, its.past, reader);
        completed.add(part.completed, its.completed, reader);
        if (part.within + part.past == 0) {
            return; // who is not there has no bands either
        }
        bands = !has_parts || bands == part.bands ? part.bands : nullptr;
        has_parts = true;
        by_band.resize(std::max(by_band.size(), part.by_band.size()));
        std::ranges::transform(part.by_band, by_band, by_band.begin(), std::plus{});
    }
    bool is_nothing() const { return within.is_nothing() && past.is_nothing() && completed.is_nothing(); }
};

// Shows a line and takes down what of it is hidden.
class line_view {
public:
    explicit line_view(const audience& reader) : reader_{reader} {}

    json::object show(std::string_view key, const line& one) {
        const auto waiting = one.within + one.past;
        json::object shown{{"key", key}, {"name", one.name}};
        shown["waiting"] = count("waiting", waiting);
        shown["within_target"] = count("within_target", one.within);
        shown["past_target"] = count("past_target", one.past);
        shown["within_target_percent"] = percent(one);
        shown["median_weeks"] = weeks("median_weeks", one, reader_.median_from, 0.5);
        shown["p92_weeks"] = weeks("p92_weeks", one, reader_.p92_from, 0.92);
        shown["longest_days"] = nullptr;
        shown["bands"] = nullptr;
        shown["completed"] = json::object{{"count", count("completed.count", one.completed)},
                                          {"within_target", nullptr},
                                          {"within_target_percent", nullptr},
                                          {"median_weeks", nullptr},
                                          {"p92_weeks", nullptr}};
        shown["removed"] = nullptr;
        shown["added"] = nullptr;
        shown["hidden"] = std::move(hidden_);
        return shown;
    }

private:
    json::value hide(std::string_view name) {
        hidden_.emplace_back(name);
        return nullptr;
    }

    json::value count(std::string_view name, const protected_count& one) {
        const auto shown = one.shown(reader_);
        return shown ? json::value(static_cast<std::int64_t>(*shown)) : hide(name);
    }

    json::value percent(const line& one) {
        constexpr std::string_view name = "within_target_percent";
        const auto waiting = one.within + one.past;
        if (waiting.is_nothing()) {
            return nullptr;
        }
        const bool is_known = one.within.shown(reader_) && one.past.shown(reader_) && waiting.shown(reader_);
        if (!reader_.gives_percentages || !is_known) {
            return hide(name);
        }
        const auto share = percent_of(one.within.sum(reader_), waiting.sum(reader_));
        return share ? json::value(*share) : json::value(nullptr);
    }

    // Where the rank at `share` of the line is, in whole weeks.
    json::value weeks(std::string_view name, const line& one, int least, double share) {
        const auto waiting = one.within + one.past;
        if (waiting.is_nothing()) {
            return nullptr;
        }
        const bool is_known = one.bands != nullptr && least > 0 && !waiting.has_hidden() &&
                              waiting.sum(reader_) >= static_cast<std::uint64_t>(least);
        if (!is_known) {
            return hide(name);
        }
        const std::vector<double> counts(one.by_band.begin(), one.by_band.end());
        double people = 0;
        std::ranges::for_each(counts, [&](double inside) { people += inside; });
        const auto position = share == 0.5 ? (people + 1) / 2 : share * people;
        const auto found = interpolated_weeks(*one.bands, counts, position);
        return found ? json::value(std::round(*found)) : json::value(nullptr);
    }

    const audience& reader_;
    json::array hidden_;
};

} // namespace

counted_part part_of(const waits_group& service, const band_set& bands) {
    return {.key = {},
            .name = {},
            .within = service.waiting.within(),
            .past = service.waiting.count() - service.waiting.within(),
            .completed = service.completed.count(),
            .bands = &bands,
            .by_band = service.waiting.counts_by(bands)};
}

counted_part part_of(const json::object& kept_line, const band_set& bands) {
    const auto number = [](const json::value& value) { return value.to_number<std::uint64_t>(); };
    counted_part part{.key = {},
                      .name = {},
                      .within = number(kept_line.at("within_target")),
                      .completed = number(kept_line.at("completed").at("count")),
                      .bands = &bands,
                      .by_band = {}};
    part.past = number(kept_line.at("waiting")) - part.within;
    for (const auto& band : kept_line.at("bands").as_array()) {
        part.by_band.push_back(number(band.at("waiting")));
    }
    return part;
}

std::optional<std::uint64_t> protected_value(std::uint64_t count, const audience& reader) {
    const bool is_small = count > 0 && count < static_cast<std::uint64_t>(reader.threshold);
    if (is_small || (count == 0 && !reader.shows_zero)) {
        return std::nullopt;
    }
    return rounded(count, reader);
}

std::optional<std::uint64_t> protected_sum(std::uint64_t sum, std::uint64_t hidden, const audience& reader) {
    if (hidden == 0) {
        return std::nullopt;
    }
    // A multiple of the base stands for the sums from `below` under it to `above` over it. One of the counts can be the
    // most there is while all others are the least, if that sum is not above those; and the other way round.
    const auto base = static_cast<std::uint64_t>(reader.rounding);
    const auto below = base / 2, above = base - 1 - base / 2;
    const std::uint64_t least = reader.shows_zero ? 1 : 0;
    const auto most = static_cast<std::uint64_t>(reader.threshold) - 1;
    const auto one_is_most = most + least * (hidden - 1);
    const auto one_is_least = least + most * (hidden - 1);
    const auto lowest = (one_is_most + base - 1 - std::min(above, one_is_most)) / base * base;
    const auto highest = (one_is_least + below) / base * base;
    if (lowest > highest) {
        return std::nullopt;
    }
    return std::clamp(rounded(sum, reader), lowest, highest);
}

protected_lines protect(const audience& reader, std::span<const counted_part> parts) {
    const auto all_families = families_of(parts, reader);
    std::map<std::string, line, std::less<>> by_key;
    line whole{.name = "All", .within = {}, .past = {}, .completed = {}, .by_band = {}};
    for (const auto& part : parts) {
        if (part.is_asked) {
            const auto& its = all_families.find(part.family)->second;
            auto& into = by_key[part.key];
            into.name = part.name;
            into.add(part, its, reader);
            whole.add(part, its, reader);
        }
    }
    protected_lines made;
    const auto show = [&](std::string_view key, const line& one) {
        auto shown = line_view{reader}.show(key, one);
        made.hidden += shown.at("hidden").as_array().size();
        return shown;
    };
    for (const auto& [key, one] : by_key) {
        if (!one.is_nothing()) {
            made.lines.push_back(show(key, one));
        }
    }
    made.all = show("all", whole);
    return made;
}

std::span<const std::string_view> withheld_figures() { return withheld; }

} // namespace clockstart::domain
