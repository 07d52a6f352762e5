#include "api/snapshots.hpp"

#include "api/faces.hpp"
#include "api/kept_month.hpp"
#include "api/problem.hpp"
#include "api/protected_waits.hpp"
#include "api/readers.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include "domain/coming_age.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::string_view kind = "waits";
// The groupings of a kept month, as their members are called and as the API calls them.
constexpr auto groupings = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"by_area", "area"}, {"by_provider", "provider"}, {"by_service", "service"}});

std::string month_text(int month) { return domain::format_date(domain::first_of_month(month)).substr(0, 7); }

// A digest of counts is as good as the counts to whoever tries them out, so it is for exact readers only.
json::object show_entry(const db::snapshot_entry& one, const domain::audience& reader) {
    return {{"month", month_text(one.month)},
            {"kind", one.kind},
            {"known_at", domain::format_instant(one.known_at)},
            {"made_at", domain::format_instant(one.made_at)},
            {"digest", reader.is_exact() ? json::value(one.digest) : json::value(nullptr)}};
}

// Whether all services that a line counts are within reach; the services of then are among those of now.
bool is_within(const viewpoint& at, std::string_view pathway, std::string_view by, std::string_view key) {
    bool any = false;
    const auto& services = at.places->services();
    for (std::size_t place = 0; place < services.size(); ++place) {
        const auto& one = services[place];
        const auto& held = by == "area" ? one.area : by == "provider" ? one.provider : one.code;
        if (one.pathway == pathway && (by.empty() || held == key)) {
            if (!reaches(at, place)) {
                return false;
            }
            any = true;
        }
    }
    return any;
}

// What a caller with a scope sees: counts of others could be had by subtraction, so only whole lines within reach stay.
void narrow_target(json::object& target, const viewpoint& at) {
    // A copy: setting a member may move all of them, also one that is there already.
    const std::string pathway{target.at("pathway").as_string()};
    for (const auto& [member, by] : groupings) {
        json::array kept;
        for (auto& line : target.at(member).as_array()) {
            if (is_within(at, pathway, by, std::string_view{line.at("key").as_string()})) {
                kept.push_back(std::move(line));
            }
        }
        target[member] = std::move(kept);
    }
    if (!is_within(at, pathway, {}, {})) {
        target["all"] = nullptr;
    }
}

// The same month for an audience that is not exact: lines of what is within reach, made of protected parts.
json::object protect_month(const json::object& figures, const viewpoint& at, const domain::audience& reader) {
    json::array targets;
    std::size_t hidden = 0;
    const auto on = *domain::parse_date(std::string_view{figures.at("as_at").as_string()});
    for (const auto& one : figures.at("targets").as_array()) {
        auto target = one.as_object();
        auto counted = parts_of_month(target, *at.places, at.within.rows);
        if (!is_first_of_pathway(figures, target) ||
            std::ranges::none_of(counted.parts, &domain::counted_part::is_asked)) {
            continue;
        }
        for (const auto& [member, by] : groupings) {
            put_into_lines(counted, *domain::grouping_of(by), *at.places, *at.pathways, on);
            auto made = domain::protect(reader, counted.parts);
            hidden += made.hidden - made.all.at("hidden").as_array().size(); // which is the same each time
            target[member] = std::move(made.lines);
            target["all"] = std::move(made.all);
        }
        hidden += target.at("all").at("hidden").as_array().size();
        targets.push_back(std::move(target));
    }
    return {{"month", figures.at("month")},
            {"as_at", figures.at("as_at")},
            {"known_at", figures.at("known_at")},
            {"targets", std::move(targets)},
            {"suppression", suppression_for(reader, hidden)}};
}

// On the readers' threads: a document may have a megabyte. `at` outlives it. Null when that month is not kept.
asio::awaitable<json::value> read_month(const house& home, const viewpoint& at, const domain::audience& reader,
                                        int month) {
    const auto held = home.history.find_snapshot(month, std::string{kind});
    if (!held) {
        co_return nullptr;
    }
    auto shown = show_entry(held->entry, reader);
    auto figures = json::parse(held->document).as_object();
    const bool complete = at.within.rows.services.empty();
    if (!reader.is_exact()) {
        figures = protect_month(figures, at, reader);
    } else if (!complete) {
        auto& targets = figures.at("targets").as_array();
        for (auto& one : targets) {
            narrow_target(one.as_object(), at);
        }
        json::array kept;
        std::ranges::copy_if(targets, std::back_inserter(kept),
                             [](const json::value& one) { return !one.at("by_service").as_array().empty(); });
        figures["targets"] = std::move(kept);
    }
    shown["complete"] = complete;
    shown["figures"] = std::move(figures);
    co_return shown;
}

csv_table lines_of(const json::object& figures) {
    json::array lines;
    for (const auto& target : figures.at("targets").as_array()) {
        const auto add = [&](std::string_view by, const json::value& line) {
            auto row = line.as_object();
            row["month"] = figures.at("month");
            row["pathway"] = target.at("pathway");
            row["target"] = target.at("target");
            row["group_by"] = by;
            lines.push_back(std::move(row));
        };
        if (!target.at("all").is_null()) {
            add("none", target.at("all"));
        }
        for (const auto& [member, by] : groupings) {
            for (const auto& line : target.at(member).as_array()) {
                add(by, line);
            }
        }
    }
    auto table = table_of(lines, {"month", "pathway", "target", "group_by", "key", "name", "waiting", "within_target",
                                  "within_target_percent", "median_weeks", "p92_weeks", "longest_days",
                                  "completed.count", "completed.within_target", "completed.within_target_percent",
                                  "completed.median_weeks", "completed.p92_weeks", "removed", "added"});
    mark_hidden(table, lines);
    return table;
}

} // namespace

asio::awaitable<answer> list_snapshots(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    if (!at.within.sees_figures) {
        co_return problem(asked, "not-found");
    }
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    json::array items; // twelve a year
    const auto& reader = audience_of(home, asked);
    for (const auto& one : home.history.snapshots()) {
        items.push_back(show_entry(one, reader));
    }
    view what{.title = "Kept months", .csv_name = "snapshots.csv"};
    what.table = table_of(items, {"month", "kind", "known_at", "made_at", "digest"});
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    co_return show(asked, what);
}

asio::awaitable<answer> show_snapshot(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto first = domain::parse_date(asked.captures.front() + "-01");
    if (!at.within.sees_figures || !first) {
        co_return problem(asked, "not-found");
    }
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto& reader = audience_of(home, asked);
    if (!reader.is_exact() && !at.within.rows.schools.empty()) {
        co_return problem(asked, "not-found");
    }
    auto work = read_month(home, at, reader, domain::month_number(*first));
    auto shown = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    if (shown.is_null()) {
        co_return problem(asked, "not-found");
    }
    view what{.title = "Waiting times of a month's end",
              .csv_name = "waits-" + month_text(domain::month_number(*first)) + ".csv"};
    what.table = lines_of(shown.at("figures").as_object());
    what.json = std::move(shown);
    co_return show(asked, what);
}

} // namespace clockstart::api
