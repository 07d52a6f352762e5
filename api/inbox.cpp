#include "api/inbox.hpp"

#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/numbered_list.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"

#include "domain/message.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr auto states = std::to_array<std::string_view>({"unseen", "all"});

json::object show_notice(const db::held_notice& one, const domain::pathway_book& rules,
                         const domain::directory& places) {
    const auto& what = one.what;
    const auto* const service = places.find_service(what.service);
    return {{"number", what.number},
            {"about", name_of(what.about)},
            {"text", message_text(what, rules)},
            {"role", what.role},
            {"reference", text_or_null(what.reference)},
            {"pathway", text_or_null(what.pathway)},
            {"service", text_or_null(what.service)},
            {"area", service == nullptr ? json::value(nullptr) : json::value(service->area)},
            {"recorded_at", domain::format_instant(what.recorded_at)},
            {"mailed_at", instant_or_null(one.mailed_at)},
            {"seen_at", instant_or_null(one.seen_at)}};
}

domain::result<db::inbox_question> read_question(const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"state", "limit", "cursor"}); !known) {
        return known.error();
    }
    db::inbox_question question;
    question.token = asked.who->token_id;
    const auto state = given(asked, "state");
    if (!state.empty() && std::ranges::find(states, state) == states.end()) {
        return not_one_of("state", states);
    }
    question.seen_too = state == "all";
    const auto page = read_page_of_numbers(asked);
    if (!page) {
        return page.error();
    }
    question.limit = page->limit;
    question.before = page->before;
    return question;
}

// On the readers' threads.
asio::awaitable<std::vector<db::held_notice>> read_inbox(const house& home, db::inbox_question question) {
    co_return home.history.inbox(question);
}

asio::awaitable<domain::result<std::size_t>> see(house& home, const call& asked, std::int64_t number, bool all_before) {
    db::mark_seen command{asked.who->token_id, number, all_before};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return done.error();
    }
    co_return done->count;
}

} // namespace

asio::awaitable<answer> list_inbox(house& home, const call& asked) {
    auto question = read_question(asked);
    if (!question) {
        co_return problem(asked, question.error());
    }
    const auto limit = question->limit;
    auto work = read_inbox(home, std::move(*question));
    auto found = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    json::value next;
    if (found.size() == limit) {
        found.pop_back();
        next = make_cursor(asked, std::to_string(found.back().what.number));
    }
    const auto rules = home.board.pathways();
    const auto places = home.board.places();
    json::array items;
    for (const auto& one : found) {
        items.push_back(show_notice(one, *rules, *places));
    }
    view what{.template_name = "inbox", .title = "Your inbox", .csv_name = "inbox.csv"};
    what.headers = link_headers(asked, next);
    what.table = table_of(items, {"number", "about", "text", "role", "reference", "pathway", "service", "area",
                                  "recorded_at", "mailed_at", "seen_at"});
    const bool has_unseen = std::ranges::any_of(found, [](const auto& one) { return !one.seen_at; });
    what.page = {{"seen_too", given(asked, "state") == "all"},
                 {"up_to", has_unseen ? json::value(found.front().what.number) : json::value(nullptr)}};
    add_page_links(what.page, asked, next);
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return show(asked, what);
}

asio::awaitable<answer> mark_seen(house& home, const call& asked) {
    const auto number = sequence_number(asked.captures.front());
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const bool all_before = read.maybe_flag("all_before").value_or(false);
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    if (!number) {
        co_return problem(asked, "not-found");
    }
    const auto seen = co_await see(home, asked, *number, all_before);
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    co_return json_answer(200, json::object{{"seen", *seen}});
}

asio::awaitable<answer> take_seen_form(house& home, const call& asked) {
    const auto form = form_body(asked);
    if (!form) {
        co_return problem(asked, form.error());
    }
    const auto up_to = std::ranges::find(*form, "up_to", &std::pair<std::string, std::string>::first);
    const auto number = up_to == form->end() ? std::nullopt : sequence_number(up_to->second);
    if (!number) {
        co_return problem(asked, "not-found");
    }
    const auto seen = co_await see(home, asked, *number, true);
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    co_return redirect("/inbox");
}

} // namespace clockstart::api
