#include "api/breaches.hpp"

#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/moment.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/request_view.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"
#include "api/waits_page.hpp"

#include "db/breach_rows.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr int days_without_asking = 28; // up to today

struct breaches_asked {
    db::breach_question question; // its limit is one more than asked for, to see whether there is a next page
    domain::board_filter rows;
};

domain::result<void> read_place(const call& asked, db::breach_question& question) {
    const auto cursor = read_cursor(asked);
    if (!cursor) {
        return cursor.error();
    }
    if (cursor->empty()) {
        return {};
    }
    const auto* const end = cursor->data() + cursor->size();
    int day = 0;
    std::int64_t sequence = 0;
    const auto [colon, no_day] = std::from_chars(cursor->data(), end, day);
    if (no_day != std::errc{} || colon == end || *colon != ':') {
        return not_a_cursor();
    }
    const auto [rest, no_sequence] = std::from_chars(colon + 1, end, sequence);
    if (no_sequence != std::errc{} || rest != end) {
        return not_a_cursor();
    }
    question.after = {domain::date_of(day), sequence};
    return {};
}

domain::result<breaches_asked> read_question(const call& asked, const viewpoint& at) {
    if (!at.within.sees_figures || !at.within.sees_requests) {
        return domain::refuse(errc::not_found);
    }
    if (const auto known = refuse_unknown_parameters(asked, {"from", "to", "area", "pathway", "limit", "cursor"});
        !known) {
        return known.error();
    }
    const auto to = date_parameter(asked, "to", at.today);
    if (!to) {
        return to.error();
    }
    const auto from = date_parameter(asked, "from", *to - std::chrono::days{days_without_asking - 1});
    if (!from) {
        return from.error();
    }
    if (*from > *to) {
        return domain::refuse(errc::invalid, "?from", "must not be after the last day, `to`");
    }
    const auto pathway = given(asked, "pathway");
    if (!pathway.empty() && at.pathways->find(pathway, at.today) == nullptr) {
        return domain::refuse(errc::invalid, "?pathway", "is no pathway; see GET /api/v1/pathways");
    }
    auto rows =
        narrow(at.within.rows, {.pathway = pathway, .area = given(asked, "area"), .provider = {}, .service = {}},
               *at.places, at.today);
    if (!rows) {
        return rows.error();
    }
    const auto limit = limit_of(asked);
    if (!limit) {
        return limit.error();
    }
    breaches_asked read{{.from = *from, .to = *to, .after = {}, .limit = *limit + 1}, std::move(*rows)};
    if (const auto place = read_place(asked, read.question); !place) {
        return place.error();
    }
    return read;
}

// The clock that went past this due day and is not said to be otherwise by now; null when there is none.
const domain::clock* clock_of(const judged_request& judged, const db::recorded_breach& breach) {
    const auto place = static_cast<std::size_t>(breach.target);
    if (place >= judged.rules->targets.size()) {
        return nullptr; // a corrected start has brought it under a version that does not have this target
    }
    const auto& code = judged.rules->targets[place].code;
    const auto found = std::ranges::find_if(judged.clocks, [&](const domain::clock& one) {
        return one.target == code && one.due_on == breach.due_on && one.state != domain::clock_state::nullified &&
               (!one.stopped_on || *one.stopped_on > breach.due_on);
    });
    return found == judged.clocks.end() ? nullptr : &*found;
}

json::object show_breach(const db::recorded_breach& breach, const db::held_request& held, const judged_request& judged,
                         const domain::clock& clock, const domain::directory& places) {
    const auto code = judged.state.service.empty() ? std::string_view{held.service} : judged.state.service;
    const auto* const service = places.find_service(code);
    const auto breached_on = breach.due_on + std::chrono::days{1};
    const auto reason = domain::breach_reason(judged.events, clock.target, breach.due_on);
    return {{"reference", held.reference},
            {"pathway", held.pathway},
            {"area", service == nullptr ? json::value(nullptr) : json::value(service->area)},
            {"provider", service == nullptr ? json::value(nullptr) : json::value(service->provider)},
            {"target", clock.target},
            {"target_name", clock.name},
            {"due_on", domain::format_date(breach.due_on)},
            {"breached_at", domain::format_instant(domain::first_instant(breached_on))},
            {"detected_at", domain::format_instant(breach.detected_at)},
            {"reason", reason.empty() ? json::value(nullptr) : json::value(reason)},
            {"state", domain::name_of(clock.state)},
            {"waited_days", clock.waited_days ? json::value(*clock.waited_days) : json::value(nullptr)}};
}

// On the readers' threads; both `asked` and `at` outlive it.
asio::awaitable<json::object> read_page(const house& home, const call& asked, const viewpoint& at,
                                        breaches_asked read) {
    const auto wanted = [&](std::string_view service) {
        const auto place = at.places->service_index(service);
        return read.rows.services.empty() ||
               (place && *place < read.rows.services.size() && read.rows.services[*place]);
    };
    auto breaches = home.history.breaches(read.question, wanted);
    json::value next;
    if (breaches.size() == read.question.limit) {
        breaches.pop_back();
        next = make_cursor(asked, std::to_string(domain::day_number(breaches.back().due_on)) + ':' +
                                      std::to_string(breaches.back().sequence));
    }
    std::vector<std::uint32_t> numbers;
    std::ranges::transform(breaches, std::back_inserter(numbers), &db::recorded_breach::request);
    const auto requests = home.history.find_requests(numbers); // one for each: a breach has its request
    json::array items;
    const moment today{.as_at = at.today};
    for (std::size_t place = 0; place < requests.size(); ++place) {
        const auto judged = judge(home, requests[place], today, false);
        const auto* const clock = judged ? clock_of(*judged, breaches[place]) : nullptr;
        if (clock != nullptr) {
            items.push_back(show_breach(breaches[place], requests[place], *judged, *clock, *at.places));
        }
    }
    co_return json::object{{"from", domain::format_date(read.question.from)},
                           {"to", domain::format_date(read.question.to)},
                           {"items", std::move(items)},
                           {"next", std::move(next)}};
}

json::object breaches_page(const call& asked, const viewpoint& at, const json::object& list) {
    json::object page;
    page["options"] = json::object{{"pathway", pathway_choices(at, given(asked, "pathway"))},
                                   {"area", area_choices(at, given(asked, "area"))}};
    page["form"] = json::object{{"from", form_field(std::string_view{list.at("from").as_string()}, "")},
                                {"to", form_field(std::string_view{list.at("to").as_string()}, "")}};
    page["errors"] = nullptr;
    add_page_links(page, asked, list.at("next"));
    return page;
}

} // namespace

asio::awaitable<answer> list_breaches(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    auto read = read_question(asked, at);
    if (!read) {
        co_return problem(asked, read.error());
    }
    auto work = read_page(home, asked, at, std::move(*read));
    auto list = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    view what{.template_name = "breaches", .title = "Past target", .csv_name = "breaches.csv"};
    what.headers = link_headers(asked, list.at("next"));
    if (asked.wanted == face::csv) {
        what.table =
            table_of(list.at("items").as_array(), {"reference", "pathway", "area", "provider", "target", "due_on",
                                                   "breached_at", "detected_at", "reason", "state", "waited_days"});
    } else if (asked.wanted == face::html) {
        what.page = breaches_page(asked, at, list);
        what.table.emplace(); // so that the page links to it
    }
    what.json = std::move(list);
    co_return show(asked, what);
}

} // namespace clockstart::api
