#include "api/area_page.hpp"

#include "api/chart.hpp"
#include "api/faces.hpp"
#include "api/or_null.hpp"
#include "api/problem.hpp"
#include "api/protected_waits.hpp"
#include "api/readers.hpp"
#include "api/waits_answer.hpp"
#include "api/waits_page.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// The bodies above an area, each with the days on which the one below lay under it; the nearest first.
void add_parents(const domain::directory& places, const domain::area& below, int depth, json::array& parents) {
    constexpr int deepest = 8; // areas are three deep; keeps a circle in bad data from going on for ever
    for (const auto& held : below.parents) {
        const auto* const above = places.find_area(held.parent);
        const bool is_known = held.from != domain::civil_date{};
        const json::object shown{{"code", held.parent},
                                 {"name", above == nullptr ? held.parent : above->name},
                                 {"kind", above == nullptr ? "" : above->kind},
                                 {"from", is_known ? date_or_null(held.from) : json::value(nullptr)},
                                 {"to", date_or_null(held.to)}};
        // Two bodies of different years may lie under the same one.
        if (std::ranges::find(parents, json::value(shown)) == parents.end()) {
            parents.push_back(shown);
        }
    }
    for (const auto& held : below.parents) {
        const auto* const above = places.find_area(held.parent);
        if (above != nullptr && depth < deepest) {
            add_parents(places, *above, depth + 1, parents);
        }
    }
}

json::array providers_in(const viewpoint& at, std::string_view area) {
    json::array providers;
    for (std::size_t place = 0; place < at.places->services().size(); ++place) {
        const auto& one = at.places->services()[place];
        if (reaches(at, place) && at.places->lies_within(one.area, area, at.today)) {
            providers.push_back(json::object{{"provider", one.provider},
                                             {"service", one.code},
                                             {"pathway", one.pathway},
                                             {"contract_from", domain::format_date(one.contract_from)},
                                             {"contract_to", date_or_null(one.contract_to)},
                                             {"last_checked_on", date_or_null(one.last_checked_on)}});
        }
    }
    return providers;
}

} // namespace

asio::awaitable<answer> show_area_page(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto at = viewpoint_of(home, *asked.who);
    const auto* const area = at.places->find_area(asked.captures.front());
    const auto& reader = audience_of(home, asked);
    const bool is_too_narrow = !reader.is_exact() && !at.within.rows.schools.empty();
    if (area == nullptr || !at.within.sees_figures || is_too_narrow) {
        co_return problem(asked, domain::refuse(domain::errc::not_found));
    }
    auto question = usual_question(at, domain::grouping::pathway, reader);
    auto rows = narrow(at.within.rows, {.pathway = {}, .area = area->code, .provider = {}, .service = {}}, *at.places,
                       at.today);
    if (!rows) {
        co_return problem(asked, rows.error());
    }
    question.question.filter = std::move(*rows);
    auto counted = co_await count_waits(home, std::move(question));
    view what{.template_name = "area", .title = area->name, .csv_name = "area.csv"};
    if (asked.wanted == face::csv) {
        what.table = waits_table(counted);
    } else if (asked.wanted == face::html) {
        what.page["group_by_heading"] = heading_of("pathway");
        what.page["link_rows"] = false;
        what.page["summary"] = waits_summary(counted, at.today);
        what.page["small_numbers"] = about_small_numbers(reader);
        what.page["chart"] = chart_of("Waiting in " + area->name, counted.at("groups").as_array());
        mark_hidden(counted.at("groups").as_array());
        what.table.emplace();
    }
    counted["area"] = json::object{
        {"code", area->code}, {"name", area->name}, {"kind", area->kind}, {"from", nullptr}, {"to", nullptr}};
    json::array parents;
    add_parents(*at.places, *area, 0, parents);
    counted["parents"] = std::move(parents);
    counted["providers"] = providers_in(at, area->code);
    what.json = std::move(counted);
    co_return show(asked, what);
}

} // namespace clockstart::api
