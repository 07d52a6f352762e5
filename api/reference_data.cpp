#include "api/reference_data.hpp"

#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/reference_view.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include <boost/json/array.hpp>

#include <charconv>
#include <functional>
#include <map>
#include <set>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using columns = std::span<const std::string_view>;
constexpr std::string_view area_columns[] = {"code", "name", "kind", "ons_code"};
constexpr std::string_view provider_columns[] = {"code", "name"};
constexpr std::string_view school_columns[] = {"urn", "name", "area", "phase"};
constexpr std::string_view service_columns[] = {
    "code", "name", "pathway", "area", "provider", "commissioner", "contract_from", "contract_to", "last_checked_on"};
constexpr std::string_view pathway_columns[] = {"code", "name", "version", "valid_from", "valid_to"};

const std::string& key_of(const domain::area& one) { return one.code; }
const std::string& key_of(const domain::provider& one) { return one.code; }
const std::string& key_of(const domain::service& one) { return one.code; }
std::string key_of(const domain::school& one) { return std::to_string(one.urn); }
const std::string& key_of(const domain::pathway* one) { return one->code; }

view shown(json::value value, columns names, const json::array& rows, std::string csv_name) {
    return {.json = std::move(value), .table = table_of(rows, names), .csv_name = std::move(csv_name)};
}

// One page in the order of the keys; the cursor holds the last key shown.
template <class Things, class Wanted>
answer list_of(const call& asked, const Things& things, Wanted is_wanted, columns names, std::string csv_name) {
    if (const auto known = refuse_unknown_parameters(asked, {"limit", "cursor"}); !known) {
        return problem(asked, known.error());
    }
    const auto limit = limit_of(asked);
    if (!limit) {
        return problem(asked, limit.error());
    }
    const auto after = read_cursor(asked);
    if (!after) {
        return problem(asked, after.error());
    }
    std::map<std::string, const typename Things::value_type*> ordered;
    for (const auto& one : things) {
        if (is_wanted(one)) {
            ordered.emplace(key_of(one), &one);
        }
    }
    json::array items;
    json::value next;
    auto at = after->empty() ? ordered.begin() : ordered.upper_bound(*after);
    for (; at != ordered.end() && items.size() < *limit; ++at) {
        items.push_back(show_one(*at->second));
    }
    if (at != ordered.end()) {
        next = make_cursor(asked, std::prev(at)->first);
    }
    auto what = shown(nullptr, names, items, std::move(csv_name));
    what.headers = link_headers(asked, next);
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    return show(asked, what);
}

template <class Thing>
answer one_of(const call& asked, const Thing* found, columns names, std::string csv_name) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        return problem(asked, known.error());
    }
    if (found == nullptr) {
        return problem(asked, domain::refuse(domain::errc::not_found));
    }
    const auto value = show_one(*found);
    return show(asked, shown(value, names, {value}, std::move(csv_name)));
}

constexpr auto everyone = [](const auto&) { return true; };

// Whether a school is one of the caller's own, or in an area where the caller has services.
std::function<bool(const domain::school&)> schools_in_reach(const viewpoint& at) {
    const auto& rows = at.within.rows;
    if (!rows.schools.empty()) {
        return [own = rows.schools](const domain::school& one) {
            return std::ranges::find(own, static_cast<std::uint32_t>(one.urn)) != own.end();
        };
    }
    if (rows.services.empty()) {
        return everyone;
    }
    std::set<std::string, std::less<>> areas;
    for (const auto& area : at.places->areas()) {
        for (std::size_t place = 0; place < at.places->services().size(); ++place) {
            if (reaches(at, place) && at.places->lies_within(area.code, at.places->services()[place].area, at.today)) {
                areas.insert(area.code);
            }
        }
    }
    return [areas = std::move(areas)](const domain::school& one) { return areas.contains(one.area); };
}

} // namespace

asio::awaitable<answer> list_areas(house& home, const call& asked) {
    const auto places = home.board.places();
    co_return list_of(asked, places->areas(), everyone, area_columns, "areas.csv");
}

asio::awaitable<answer> show_area(house& home, const call& asked) {
    const auto places = home.board.places();
    co_return one_of(asked, places->find_area(asked.captures.front()), area_columns, "area.csv");
}

asio::awaitable<answer> list_providers(house& home, const call& asked) {
    const auto places = home.board.places();
    co_return list_of(asked, places->providers(), everyone, provider_columns, "providers.csv");
}

asio::awaitable<answer> show_provider(house& home, const call& asked) {
    const auto places = home.board.places();
    co_return one_of(asked, places->find_provider(asked.captures.front()), provider_columns, "provider.csv");
}

asio::awaitable<answer> list_schools(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    co_return list_of(asked, at.places->schools(), schools_in_reach(at), school_columns, "schools.csv");
}

asio::awaitable<answer> show_school(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const std::string_view text = asked.captures.front();
    std::int64_t urn = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), urn);
    const auto* found =
        error == std::errc{} && end == text.data() + text.size() ? at.places->find_school(urn) : nullptr;
    if (found != nullptr && !schools_in_reach(at)(*found)) {
        found = nullptr;
    }
    co_return one_of(asked, found, school_columns, "school.csv");
}

asio::awaitable<answer> list_services(house& home, const call& asked) {
    const auto places = home.board.places();
    co_return list_of(asked, places->services(), everyone, service_columns, "services.csv");
}

asio::awaitable<answer> show_service(house& home, const call& asked) {
    const auto places = home.board.places();
    co_return one_of(asked, places->find_service(asked.captures.front()), service_columns, "service.csv");
}

asio::awaitable<answer> list_pathways(house& home, const call& asked) {
    const auto pathways = home.board.pathways();
    co_return list_of(asked, pathways->current(), everyone, pathway_columns, "pathways.csv");
}

asio::awaitable<answer> show_pathway(house& home, const call& asked) {
    const auto pathways = home.board.pathways();
    const auto* const found = pathways->find(asked.captures.front(), domain::london_date(home.now()));
    co_return one_of(asked, found == nullptr ? nullptr : &found, pathway_columns, "pathway.csv");
}

} // namespace clockstart::api
