#include "api/audit.hpp"

#include "api/audit_note.hpp"
#include "api/audit_view.hpp"
#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/moment.hpp"
#include "api/numbered_list.hpp"
#include "api/options.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/request_access.hpp"
#include "api/same_child.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr auto outcomes = std::to_array<std::string_view>({"done", "repeated", "denied", "failed"});

domain::result<std::optional<domain::instant>> day_parameter(const call& asked, std::string_view name, int days_later) {
    if (given(asked, name).empty()) {
        return std::optional<domain::instant>{};
    }
    const auto day = date_parameter(asked, name, {});
    if (!day) {
        return day.error();
    }
    return std::optional{domain::first_instant(*day + std::chrono::days{days_later})};
}

// The filters alone; which requests it is about is the caller's to add.
domain::result<db::audit_question> read_question(const call& asked) {
    if (const auto known =
            refuse_unknown_parameters(asked, {"from", "to", "who", "what", "reference", "outcome", "limit", "cursor"});
        !known) {
        return known.error();
    }
    db::audit_question question;
    const auto from = day_parameter(asked, "from", 0);
    if (!from) {
        return from.error();
    }
    const auto to = day_parameter(asked, "to", 1);
    if (!to) {
        return to.error();
    }
    question.from = *from;
    question.to = *to;
    question.who = given(asked, "who");
    question.what = given(asked, "what");
    question.outcome = given(asked, "outcome");
    if (!question.what.empty() &&
        std::ranges::find(audit_words(), question.what, &audit_word::what) == audit_words().end()) {
        return domain::refuse(errc::invalid, "?what", "is nothing that the audit has a word for");
    }
    if (!question.outcome.empty() && std::ranges::find(outcomes, question.outcome) == outcomes.end()) {
        return not_one_of("outcome", outcomes);
    }
    const auto page = read_page_of_numbers(asked);
    if (!page) {
        return page.error();
    }
    question.limit = page->limit;
    question.before = page->before.value_or(question.before);
    return question;
}

// On the readers' threads: entries with their reasons, which are opened only where they may be seen.
struct read_entries {
    std::vector<db::audit_entry> entries;
    std::vector<std::string> reasons;
};
asio::awaitable<read_entries> read_audit(const house& home, db::audit_question question, bool with_reasons) {
    read_entries read{home.history.audit(question), {}};
    for (const auto& one : read.entries) {
        read.reasons.push_back(with_reasons ? home.history.why_of(one) : std::string{});
    }
    co_return read;
}

json::object audit_page(const call& asked, const json::value& next, std::string_view field, std::string_view error) {
    json::array whats;
    for (const auto& one : audit_words()) {
        whats.push_back(option(one.what, one.text, given(asked, "what")));
    }
    json::array ends;
    for (const auto one : outcomes) {
        ends.push_back(option(one,
                              one == "done"       ? "Done"
                              : one == "repeated" ? "Sent again"
                              : one == "denied"   ? "Refused"
                                                  : "Failed",
                              given(asked, "outcome")));
    }
    json::object page;
    page["options"] = json::object{{"what", std::move(whats)}, {"outcome", std::move(ends)}};
    json::object form;
    for (const std::string_view name : {"from", "to", "who", "reference"}) {
        form[name] = form_field(given(asked, name), name == field ? error : "");
    }
    page["form"] = std::move(form);
    page["errors"] = error_summary(field, field == "reference" ? "The reference" : "The day", error);
    add_page_links(page, asked, next);
    return page;
}

// The page says at the field what is wrong with it; programs are told by the problem.
std::pair<std::string_view, std::string> wrong_field(const domain::refusal& why) {
    for (const std::string_view name : {"from", "to", "reference"}) {
        if (auto error = fault_of(why, name); !error.empty()) {
            return {name, std::move(error)};
        }
    }
    return {};
}

// Of which requests, by number and by reference; none: of everything.
struct asked_for {
    std::vector<std::uint32_t> numbers{};
    std::vector<std::string> references{};
};
domain::result<asked_for> requests_asked_for(const house& home, const call& asked) {
    if (const auto reference = given(asked, "reference"); !reference.empty()) {
        auto same = same_child_within_reach(home, *asked.who, reference);
        if (!same) {
            return same.error();
        }
        return asked_for{std::move(same->numbers), std::move(same->references)};
    }
    if (!viewpoint_of(home, *asked.who).within.has_everything) {
        return domain::refuse(errc::invalid, "?reference",
                              "is needed: with less than everything within reach, ask by a request that is");
    }
    return asked_for{};
}

} // namespace

asio::awaitable<answer> list_audit(house& home, const call& asked) {
    auto question = read_question(asked);
    auto about = requests_asked_for(home, asked);
    view what{.template_name = "audit", .title = "Who did what", .csv_name = "audit.csv"};
    if (!question || !about) {
        const auto& why = question ? about.error() : question.error();
        const auto [field, error] = wrong_field(why);
        if (asked.wanted != face::html || field.empty()) {
            co_return problem(asked, why);
        }
        what.status = 422;
        what.page = audit_page(asked, nullptr, field, error);
        what.json = json::object{{"items", json::array{}}, {"next", nullptr}};
        co_return show(asked, what);
    }
    question->requests = about->numbers;
    const auto limit = question->limit;
    const auto noted = co_await note_looking(home, asked, "audit.read", std::move(about->numbers));
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    auto work = read_audit(home, std::move(*question), may(asked.who->role, right::see_words));
    auto read = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    json::value next;
    if (read.entries.size() == limit) {
        read.entries.pop_back();
        next = make_cursor(asked, std::to_string(read.entries.back().row.number));
    }
    json::array items;
    for (std::size_t place = 0; place < read.entries.size(); ++place) {
        items.push_back(show_audit_entry(read.entries[place], read.reasons[place], about->references));
    }
    what.headers = link_headers(asked, next);
    what.page = audit_page(asked, next, "", "");
    what.table = table_of(items, {"number", "recorded_at", "who", "token", "from", "what", "text", "outcome",
                                  "references", "sequence", "has_reason", "reason"});
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return show(asked, what);
}

asio::awaitable<answer> show_access(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"limit", "cursor"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto page = read_page_of_numbers(asked);
    if (!page) {
        co_return problem(asked, page.error());
    }
    auto same = same_child_within_reach(home, *asked.who, asked.captures.front());
    if (!same) {
        co_return problem(asked, same.error());
    }
    const auto noted = co_await note_looking(home, asked, "access.read", same->numbers);
    if (!noted) {
        co_return problem(asked, noted.error());
    }
    db::audit_question question{.requests = same->numbers, .limit = page->limit};
    question.before = page->before.value_or(question.before);
    auto work = read_audit(home, std::move(question), false);
    auto read = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    json::value next;
    if (read.entries.size() == page->limit) {
        read.entries.pop_back();
        next = make_cursor(asked, std::to_string(read.entries.back().row.number));
    }
    json::array items;
    for (const auto& one : read.entries) {
        if (tells_of_access(one)) {
            items.push_back(show_access_entry(one, same->references));
        }
    }
    view what{.template_name = "access", .title = "Who saw this child's record", .csv_name = "access.csv"};
    what.headers = link_headers(asked, next);
    what.page["reference"] = same->reference;
    add_page_links(what.page, asked, next);
    what.table = table_of(items, {"recorded_at", "who", "text", "references"});
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return show(asked, what);
}

} // namespace clockstart::api
