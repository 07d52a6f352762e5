#include "api/worklist.hpp"

#include "api/audit_note.hpp"
#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/options.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/request_view.hpp"
#include "api/table.hpp"
#include "api/waits_page.hpp"
#include "api/worklist_question.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

json::value number_or_null(const std::optional<int>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::value name_of_child(const std::map<std::int64_t, domain::identity>& children, std::int64_t child) {
    const auto found = children.find(child);
    if (found == children.end()) {
        return nullptr;
    }
    return json::object{{"given_name", text_or_null(found->second.given_name)},
                        {"family_name", text_or_null(found->second.family_name)}};
}

json::object show_item(const db::held_request& held, const judged_request& judged, const domain::directory& places) {
    const auto& headline = domain::headline_clock(*judged.rules, judged.clocks);
    const auto code =
        judged.state.service.empty() ? std::string_view{held.service} : std::string_view{judged.state.service};
    const auto* const service = places.find_service(code);
    return {{"reference", held.reference},
            {"pathway", held.pathway},
            {"service", code},
            {"area", service == nullptr ? json::value(nullptr) : json::value(service->area)},
            {"provider", service == nullptr ? json::value(nullptr) : json::value(service->provider)},
            {"stage", text_or_null(judged.state.stage)},
            {"state", domain::name_of(headline.state)},
            {"priority", held.facts.priority},
            {"clock_start_on", domain::format_date(judged.clock_start_on)},
            {"due_on", date_or_null(headline.due_on)},
            {"waited_days", number_or_null(headline.waited_days)},
            {"remaining_days", number_or_null(headline.remaining_days)},
            {"school_urn", held.facts.school_urn ? json::value(*held.facts.school_urn) : json::value(nullptr)},
            {"child", nullptr}};
}

// A page of the list, and the requests in it whose child is named.
struct read_list {
    json::object shown;
    std::vector<std::uint32_t> named;
};

// On the readers' threads: the board says which requests, the disk says what they are. Both `asked` and `at` outlive
// it.
asio::awaitable<read_list> read_page(const house& home, const call& asked, const viewpoint& at,
                                     domain::worklist_question question) {
    auto places =
        home.board.ask([&](const domain::board& board, const domain::directory&) { return board.worklist(question); });
    json::value next;
    if (places.size() == question.limit) {
        places.pop_back();
        next = make_cursor(asked, place_text(places.back()));
    }
    std::vector<std::uint32_t> numbers;
    numbers.reserve(places.size());
    std::ranges::transform(places, std::back_inserter(numbers), &domain::worklist_place::request);
    const auto requests = home.history.find_requests(numbers);
    const auto children =
        at.within.sees_children ? home.history.children_of(requests) : std::map<std::int64_t, domain::identity>{};
    std::vector<std::uint32_t> named;
    json::array items;
    items.reserve(requests.size());
    for (const auto& held : requests) {
        const moment today{.as_at = at.today};
        if (const auto judged = judge(home, held, today, false)) {
            auto item = show_item(held, *judged, *at.places);
            item["child"] = name_of_child(children, held.child);
            if (!item["child"].is_null()) {
                named.push_back(held.number);
            }
            items.push_back(std::move(item));
        }
    }
    json::object shown{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return read_list{std::move(shown), std::move(named)};
}

std::string_view text_of_state(std::string_view state) {
    return state == "open"       ? "Still waiting, late or not"
           : state == "running"  ? "Waiting, in time"
           : state == "breached" ? "Past target"
           : state == "paused"   ? "Paused"
           : state == "met"      ? "Done in time"
           : state == "missed"   ? "Done late"
           : state == "ended"    ? "Stopped"
                                 : "Not counted";
}

json::object worklist_page(const call& asked, const viewpoint& at, const worklist_asked& read, const json::value& next,
                           std::string_view error) {
    json::array states;
    for (const auto one : worklist_states()) {
        states.push_back(option(one, text_of_state(one), read.state));
    }
    json::array orders;
    for (const auto one : worklist_orders()) {
        const auto* const text = one == "due" ? "Due first" : one == "longest" ? "Longest wait first" : "Newest first";
        orders.push_back(option(one, text, read.sort));
    }
    json::object page{{"may_add", at.within.writes}, {"with_names", at.within.sees_children}};
    page["options"] = json::object{{"pathway", pathway_choices(at, given(asked, "pathway"))},
                                   {"area", area_choices(at, given(asked, "area"))},
                                   {"state", std::move(states)},
                                   {"sort", std::move(orders)}};
    page["form"] = json::object{{"due_before", form_field(error.empty() ? given(asked, "due_before") : "", error)}};
    page["errors"] = error_summary("due_before", "The day", error);
    add_page_links(page, asked, next);
    return page;
}

csv_table worklist_table(const json::array& items, bool with_names) {
    if (with_names) {
        return table_of(items, {"reference", "child.given_name", "child.family_name", "pathway", "service", "area",
                                "provider", "stage", "state", "priority", "clock_start_on", "due_on", "waited_days",
                                "remaining_days", "school_urn"});
    }
    return table_of(items, {"reference", "pathway", "service", "area", "provider", "stage", "state", "priority",
                            "clock_start_on", "due_on", "waited_days", "remaining_days", "school_urn"});
}

} // namespace

asio::awaitable<answer> list_requests(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    auto read = read_worklist_question(asked, at);
    std::string day_error;
    if (!read && asked.wanted == face::html && at.within.sees_requests) {
        day_error = fault_of(read.error(), "due_before");
        if (!day_error.empty()) {
            read = read_worklist_question(without(asked, "due_before"), at);
        }
    }
    if (!read) {
        co_return problem(asked, read.error());
    }
    auto work = read_page(home, asked, at, read->question);
    auto read_now = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    auto list = std::move(read_now.shown);
    const auto noted = co_await note_read(home, asked, "requests.listed", std::move(read_now.named));
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    view what{.template_name = "worklist", .title = "Requests", .csv_name = "requests.csv"};
    what.headers = link_headers(asked, list.at("next"));
    if (asked.wanted == face::csv) {
        what.table = worklist_table(list.at("items").as_array(), at.within.sees_children);
    } else if (asked.wanted == face::html) {
        what.page = worklist_page(asked, at, *read, list.at("next"), day_error);
        what.status = day_error.empty() ? 200 : 422;
        what.table.emplace(); // so that the page links to it
    }
    what.json = std::move(list);
    co_return show(asked, what);
}

} // namespace clockstart::api
