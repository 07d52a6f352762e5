#include "api/figures.hpp"

#include "api/chart.hpp"
#include "api/faces.hpp"
#include "api/house.hpp"
#include "api/options.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/protected_waits.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"
#include "api/waits_page.hpp"

#include "domain/coming_age.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr int months_of_a_trial = 12;
constexpr std::array<std::string_view, 2> groupings{"area", "pathway"};

struct figures_asked {
    int month{}; // yyyymm
    std::string pathway, area;
    std::string_view group_by;
};

std::string month_text(int month) { return domain::format_date(domain::first_of_month(month)).substr(0, 7); }

domain::civil_date last_day_of(int month) {
    return domain::add_months(domain::first_of_month(month), 1) - std::chrono::days{1};
}

// The months that may be asked for, the latest first.
std::set<int, std::greater<>> months_of(const house& home, domain::civil_date today) {
    std::set<int, std::greater<>> months;
    for (const auto& one : home.history.snapshots()) {
        months.insert(one.month);
    }
    if (home.published == publication::trial) {
        const auto first = domain::first_of_month(domain::month_number(today));
        for (int back = 1; back <= months_of_a_trial; ++back) {
            months.insert(domain::month_number(domain::add_months(first, -back)));
        }
    }
    return months;
}

domain::result<figures_asked> read_question(const call& asked, const viewpoint& at,
                                            const std::set<int, std::greater<>>& months) {
    if (const auto known = refuse_unknown_parameters(asked, {"month", "pathway", "area", "group_by"}); !known) {
        return known.error();
    }
    figures_asked read{.month = months.empty() ? 0 : *months.begin(),
                       .pathway = std::string{given(asked, "pathway")},
                       .area = std::string{given(asked, "area")},
                       .group_by = groupings.front()};
    if (const auto wanted = given(asked, "month"); !wanted.empty()) {
        const auto first = domain::parse_date(std::string{wanted} + "-01");
        if (!first) {
            return domain::refuse(errc::invalid, "?month", "is not a month; write it as 2026-03");
        }
        read.month = domain::month_number(*first);
        if (!months.contains(read.month)) {
            return domain::refuse(errc::not_found);
        }
    }
    if (!read.pathway.empty() && at.pathways->find(read.pathway, at.today) == nullptr) {
        return domain::refuse(errc::invalid, "?pathway", "is no pathway");
    }
    if (!read.area.empty() && at.places->find_area(read.area) == nullptr) {
        return domain::refuse(errc::not_found);
    }
    if (const auto wanted = given(asked, "group_by"); !wanted.empty()) {
        const auto* const found = std::ranges::find(groupings, wanted);
        if (found == groupings.end()) {
            return not_one_of("group_by", groupings);
        }
        read.group_by = *found;
    }
    return read;
}

void append(counted_services& all, counted_services more) {
    std::ranges::move(more.parts, std::back_inserter(all.parts));
    std::ranges::move(more.services, std::back_inserter(all.services));
}

// The services of a month as they were kept; for trials, where it was not kept, as they are known by now.
counted_services services_of(const house& home, const viewpoint& at, int month, const domain::board_filter& rows) {
    counted_services all;
    const auto held = home.history.find_snapshot(month, "waits");
    if (!held) {
        const domain::waits_question question{.filter = rows,
                                              .as_at = last_day_of(month),
                                              .from = domain::first_of_month(month),
                                              .to = last_day_of(month)};
        return home.board.ask([&](const domain::board& board, const domain::directory& places) {
            return count_services(board, places, *at.pathways, question);
        });
    }
    const auto figures = json::parse(held->document).as_object();
    for (const auto& one : figures.at("targets").as_array()) {
        if (is_first_of_pathway(figures, one.as_object())) {
            append(all, parts_of_month(one.as_object(), *at.places, rows));
        }
    }
    return all;
}

// On the readers' threads: a kept month may have a megabyte. `at` outlives it.
asio::awaitable<json::object> count_figures(const house& home, const viewpoint& at, figures_asked read) {
    const auto on = last_day_of(read.month);
    const auto rows =
        narrow({}, {.pathway = read.pathway, .area = read.area, .provider = {}, .service = {}}, *at.places, on);
    auto counted = services_of(home, at, read.month, rows.value());
    put_into_lines(counted, *domain::grouping_of(read.group_by), *at.places, *at.pathways, on);
    auto made = domain::protect(home.audiences.everybody, counted.parts);
    co_return json::object{{"month", month_text(read.month)},
                           {"as_at", domain::format_date(on)},
                           {"pathway", text_or_null(read.pathway)},
                           {"area", text_or_null(read.area)},
                           {"group_by", read.group_by},
                           {"groups", std::move(made.lines)},
                           {"all", std::move(made.all)},
                           {"suppression", suppression_for(home.audiences.everybody, made.hidden)}};
}

csv_table figures_table(const json::object& counted) {
    json::array lines = counted.at("groups").as_array();
    for (auto& line : lines) {
        for (const auto* const name : {"month", "as_at", "pathway", "area", "group_by"}) {
            line.as_object()[name] = counted.at(name);
        }
    }
    auto table =
        table_of(lines, {"month", "as_at", "pathway", "area", "group_by", "key", "name", "waiting", "within_target",
                         "past_target", "within_target_percent", "median_weeks", "p92_weeks", "completed.count"});
    mark_hidden(table, lines);
    return table;
}

json::object figures_page(const viewpoint& at, const figures_asked& read, const json::object& counted,
                          const domain::audience& reader) {
    json::array months;
    for (const auto& one : counted.at("months").as_array()) {
        const auto first = domain::parse_date(std::string{one.as_string()} + "-01").value();
        months.push_back(option(std::string_view{one.as_string()}, domain::format_long_date(first).substr(2),
                                month_text(read.month)));
    }
    json::object page{{"group_by_heading", heading_of(read.group_by)}, {"link_rows", false}};
    page["options"] = json::object{{"month", std::move(months)},
                                   {"pathway", pathway_choices(at, read.pathway)},
                                   {"area", area_choices(at, read.area)},
                                   {"group_by", json::array{option("area", heading_of("area"), read.group_by),
                                                            option("pathway", heading_of("pathway"), read.group_by)}}};
    page["summary"] = waits_summary(counted, at.today);
    page["small_numbers"] = about_small_numbers(reader);
    page["chart"] = chart_of("Waiting and within target", counted.at("groups").as_array());
    return page;
}

} // namespace

asio::awaitable<answer> show_figures(house& home, const call& asked) {
    const viewpoint at{home.board.places(), home.board.pathways(), domain::london_date(home.now()), {}};
    const auto months = months_of(home, at.today);
    if (home.published == publication::none || months.empty()) {
        co_return problem(asked, domain::refuse(errc::not_found));
    }
    const auto read = read_question(asked, at, months);
    if (!read) {
        co_return problem(asked, read.error());
    }
    auto work = count_figures(home, at, *read);
    auto counted = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    json::array offered;
    for (const int month : months) {
        offered.emplace_back(month_text(month));
    }
    counted["months"] = std::move(offered);
    view what{.template_name = "figures",
              .title = "Published waiting times",
              .csv_name = "figures-" + month_text(read->month) + ".csv"};
    if (asked.wanted == face::csv) {
        what.table = figures_table(counted);
    } else if (asked.wanted == face::html) {
        what.page = figures_page(at, *read, counted, home.audiences.everybody);
        mark_hidden(counted.at("groups").as_array());
        what.table.emplace(); // so that the page links to it
    }
    what.json = std::move(counted);
    co_return show(asked, what);
}

} // namespace clockstart::api
