#include "api/outbox.hpp"

#include "api/access_table.hpp"
#include "api/audit_note.hpp"
#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/numbered_list.hpp"
#include "api/or_null.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr auto states = std::to_array<std::string_view>({"waiting", "delivered", "given_up", "dropped"});

struct outbox_page {
    std::vector<db::delivery_row> rows;
    std::vector<db::recipient_row> people;
    std::vector<db::webhook_row> webhooks;
};

// The name of who is told; null: it is gone.
json::value name_of(const db::delivery_row& one, const outbox_page& of) {
    if (one.channel == "webhook") {
        const auto found = std::ranges::find(of.webhooks, one.recipient, &db::webhook_row::id);
        return found == of.webhooks.end() ? json::value(nullptr) : json::value(found->name);
    }
    const auto found = std::ranges::find(of.people, one.recipient, [](const auto& who) { return who.who.token; });
    return found == of.people.end() ? json::value(nullptr) : json::value(found->who.name);
}

json::object show_delivery(const db::delivery_row& one, const outbox_page& of) {
    const bool waits = one.state == "waiting";
    return {{"number", one.number},
            {"id", one.id},
            {"channel", one.channel},
            {"recipient", name_of(one, of)},
            {"event", one.event ? json::value(*one.event) : json::value(nullptr)},
            {"state", one.state},
            {"made_at", domain::format_instant(one.made_at)},
            {"next_attempt_at", waits ? json::value(domain::format_instant(one.due_at)) : json::value(nullptr)},
            {"attempts", one.attempts},
            {"last_tried_at", instant_or_null(one.last_tried_at)},
            {"done_at", instant_or_null(one.done_at)},
            {"last_answer", one.last_answer.empty() ? json::value(nullptr) : json::value(one.last_answer)}};
}

domain::result<db::outbox_question> read_question(const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"state", "limit", "cursor"}); !known) {
        return known.error();
    }
    db::outbox_question question;
    question.state = given(asked, "state");
    if (!question.state.empty() && std::ranges::find(states, question.state) == states.end()) {
        return not_one_of("state", states);
    }
    const auto page = read_page_of_numbers(asked);
    if (!page) {
        return page.error();
    }
    question.limit = page->limit;
    question.before = page->before;
    return question;
}

// On the readers' threads.
asio::awaitable<outbox_page> read_page(const house& home, db::outbox_question question) {
    co_return outbox_page{home.history.outbox(question), home.history.recipients(), home.history.webhooks()};
}

} // namespace

asio::awaitable<answer> list_outbox(house& home, const call& asked) {
    auto question = read_question(asked);
    if (!question) {
        co_return problem(asked, question.error());
    }
    const auto limit = question->limit;
    auto work = read_page(home, std::move(*question));
    auto found = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    json::value next;
    if (found.rows.size() == limit) {
        found.rows.pop_back();
        next = make_cursor(asked, std::to_string(found.rows.back().number));
    }
    json::array items;
    for (const auto& one : found.rows) {
        items.push_back(show_delivery(one, found));
    }
    view what{.template_name = "outbox", .title = "Outbox", .csv_name = "outbox.csv"};
    what.headers = link_headers(asked, next);
    what.table = table_of(items, {"number", "id", "channel", "recipient", "event", "state", "made_at",
                                  "next_attempt_at", "attempts", "last_tried_at", "done_at", "last_answer"});
    add_page_links(what.page, asked, next);
    what.page["may_replay"] = may(asked.who->role, right::keep_up);
    what.json = json::object{{"items", std::move(items)}, {"next", std::move(next)}};
    co_return show(asked, what);
}

asio::awaitable<answer> replay_delivery(house& home, const call& asked) {
    const auto number = sequence_number(asked.captures.front());
    if (!number) {
        co_return problem(asked, "not-found");
    }
    const bool is_form = asked.content_type == "application/x-www-form-urlencoded";
    if (!is_form) {
        const auto body = maybe_json_body(asked);
        if (!body) {
            co_return problem(asked, body.error());
        }
        if (const auto sound = fields{*body}.finish(); !sound) {
            co_return problem(asked, sound.error());
        }
    }
    db::replay_delivery command{actor_of(asked), *number};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    wake_courier(home);
    if (is_form) {
        co_return redirect("/outbox");
    }
    auto work = read_page(home, {.before = *number + 1, .limit = 1});
    const auto held = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    co_return json_answer(200, show_delivery(held.rows.front(), held));
}

} // namespace clockstart::api
