#include "api/ladders.hpp"

#include "api/audit_note.hpp"
#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/ladders_page.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include "domain/ladder.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr std::array<std::string_view, 11> columns{"pathway",
                                                   "target",
                                                   "area",
                                                   "service",
                                                   "from",
                                                   "to",
                                                   "step.code",
                                                   "step.days_from_due",
                                                   "step.percent_of_target",
                                                   "step.role",
                                                   "recorded_at"};

// Its place in the list: unique, since two for the same target and place do not overlap.
std::string key_of(const domain::ladder_override& one) {
    return one.pathway + ' ' + one.target + ' ' + one.area + ' ' + one.service + ' ' + domain::format_date(one.from);
}

json::object show_one(const domain::ladder_override& one) {
    return {{"pathway", one.pathway},
            {"target", one.target},
            {"area", text_or_null(one.area)},
            {"service", text_or_null(one.service)},
            {"from", domain::format_date(one.from)},
            {"to", one.to ? json::value(domain::format_date(*one.to)) : json::value(nullptr)},
            {"steps", domain::show_ladder(one.steps)},
            {"recorded_at",
             one.recorded_at ? json::value(domain::format_instant(*one.recorded_at)) : json::value(nullptr)}};
}

// A ladder without steps is a row as well.
void add_rows(json::array& rows, const json::object& ladder) {
    auto steps = ladder.at("steps").as_array();
    if (steps.empty()) {
        steps.emplace_back(json::object{});
    }
    for (auto& step : steps) {
        auto row = ladder;
        row["step"] = std::move(step);
        rows.push_back(std::move(row));
    }
}

domain::result<void> check_filters(const call& asked, const viewpoint& at) {
    if (auto known = refuse_unknown_parameters(asked, {"pathway", "area", "service", "limit", "cursor"}); !known) {
        return known.error();
    }
    const auto pathway = given(asked, "pathway");
    if (!pathway.empty() && at.pathways->find(pathway, at.today) == nullptr) {
        return domain::refuse(errc::invalid, "?pathway", "is no pathway; see GET /api/v1/pathways");
    }
    const auto area = given(asked, "area");
    const auto service = given(asked, "service");
    if ((!area.empty() && at.places->find_area(area) == nullptr) ||
        (!service.empty() && at.places->find_service(service) == nullptr)) {
        return domain::refuse(errc::not_found);
    }
    return {};
}

bool is_asked_for(const call& asked, const domain::ladder_override& one) {
    const auto fits = [&](std::string_view name, std::string_view held) {
        return given(asked, name).empty() || given(asked, name) == held;
    };
    return fits("pathway", one.pathway) && fits("area", one.area) && fits("service", one.service);
}

} // namespace

domain::result<domain::ladder_override> read_ladder_override(const json::object& body) {
    fields read{body};
    domain::ladder_override one{read.text("pathway"),
                                read.text("target"),
                                read.maybe_text("service").value_or(std::string{}),
                                read.maybe_text("area").value_or(std::string{}),
                                read.date("from"),
                                read.maybe_date("to"),
                                {}};
    const auto* const steps = read.raw("steps");
    if (steps == nullptr) {
        read.fault("steps", "is needed, as a list");
    }
    auto ladder = steps == nullptr ? domain::result<std::vector<domain::ladder_step>>{} : domain::read_ladder(*steps);
    auto sound = read.finish();
    if (!sound && !ladder) {
        auto all = sound.error();
        std::ranges::move(ladder.error().faults, std::back_inserter(all.faults));
        return all;
    }
    if (!sound || !ladder) {
        return !sound ? sound.error() : ladder.error();
    }
    one.steps = std::move(*ladder);
    return one;
}

asio::awaitable<answer> list_ladders(house& home, const call& sent) {
    // The page's form leads to ?set=yes; a program has no such parameter.
    const bool is_page = sent.wanted == face::html;
    const bool is_set = is_page && given(sent, "set") == "yes";
    const auto asked = is_page ? without(sent, "set") : sent;
    const auto at = viewpoint_of(home, *asked.who);
    if (const auto sound = check_filters(asked, at); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto limit = limit_of(asked);
    if (!limit) {
        co_return problem(asked, limit.error());
    }
    const auto after = read_cursor(asked);
    if (!after) {
        co_return problem(asked, after.error());
    }
    const auto book = home.board.ladders();
    std::map<std::string, const domain::ladder_override*> ordered;
    for (const auto& one : book->all()) {
        if (is_asked_for(asked, one)) {
            ordered.emplace(key_of(one), &one);
        }
    }
    json::array items;
    json::array rows;
    json::value next;
    auto place = after->empty() ? ordered.begin() : ordered.upper_bound(*after);
    for (; place != ordered.end() && items.size() < *limit; ++place) {
        items.push_back(show_one(*place->second));
        add_rows(rows, items.back().get_object());
    }
    if (place != ordered.end()) {
        next = make_cursor(asked, std::prev(place)->first);
    }
    view what{.template_name = "ladders",
              .title = "Who is reminded, and when",
              .csv_name = "ladders.csv",
              .headers = link_headers(asked, next)};
    if (asked.wanted == face::html) {
        what.page = ladders_page(asked, at, items, next);
        what.page["done"] = is_set ? json::value("The reminders are set.") : json::value(nullptr);
    }
    what.table = table_of(rows, columns);
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return show(asked, what);
}

asio::awaitable<answer> create_ladder(house& home, const call& asked) {
    if (!viewpoint_of(home, *asked.who).within.sets_rules) {
        co_return problem(asked, domain::refuse(errc::not_found));
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    const auto read = read_ladder_override(*body);
    if (!read) {
        co_return problem(asked, read.error());
    }
    db::put_ladder wanted{actor_of(asked), *read};
    db::command change{std::move(wanted)};
    const auto done = co_await home.journal.append(std::move(change), asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    const auto book = home.board.ladders();
    const auto key = key_of(*read);
    const auto stored = std::ranges::find(book->all(), key, key_of);
    auto made = json_answer(201, show_one(*stored));
    made.headers.emplace_back("Location",
                              "/api/v1/ladders?pathway=" + stored->pathway +
                                  (stored->area.empty() ? "&service=" + stored->service : "&area=" + stored->area));
    co_return made;
}

} // namespace clockstart::api
