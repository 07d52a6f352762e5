#include "domain/suppression.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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

struct line {
    std::string name;
    protected_count within, past, completed;
    const band_set* bands{}; // of all its parts; none when they differ
    bool has_parts{false};
    std::vector<std::uint64_t> by_band;

    void add(const counted_part& part, const audience& reader) {
        within.add(part.within, reader);
        past.add(part.past, reader);
        completed.add(part.completed, reader);
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

void protected_count::add(std::uint64_t count, const audience& reader) {
    const bool is_small = count > 0 && count < static_cast<std::uint64_t>(reader.threshold);
    if (is_small || (count == 0 && !reader.shows_zero)) {
        ++hidden_;
    } else {
        shown_ += rounded(count, reader);
    }
}

protected_count protected_count::operator+(const protected_count& other) const {
    auto both = *this;
    both.shown_ += other.shown_;
    both.hidden_ += other.hidden_;
    return both;
}

std::uint64_t protected_count::sum(const audience& reader) const {
    return shown_ + hidden_ * static_cast<std::uint64_t>(reader.hidden_counts_as);
}

std::optional<std::uint64_t> protected_count::shown(const audience& reader) const {
    if (hidden_ > 0 && (shown_ == 0 || sum(reader) > 2 * shown_)) {
        return std::nullopt;
    }
    return rounded(sum(reader), reader);
}

protected_lines protect(const audience& reader, std::span<const counted_part> parts) {
    std::map<std::string, line, std::less<>> by_key;
    line whole{.name = "All", .within = {}, .past = {}, .completed = {}, .by_band = {}};
    for (const auto& part : parts) {
        auto& into = by_key[part.key];
        into.name = part.name;
        into.add(part, reader);
        whole.add(part, reader);
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
