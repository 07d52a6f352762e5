#include "api/requests.hpp"

#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/json_body.hpp"
#include "api/kept_answers.hpp"
#include "api/problem.hpp"
#include "api/request_access.hpp"
#include "api/request_pages.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// The answer to a change: the request as it stood with that change. A repeated Idempotency-Key gets the first answer
// again, because the answer is worked out from the ledger up to the same entry and judged on the same day.
answer changed_answer(const house& home, const call& asked, db::receipt done) {
    // Whoever made the change sees what came of it, also when it moved the request out of reach (a transfer to another
    // area).
    const auto seen = find_changed_request(home, *asked.who, done);
    const moment at{.as_at = domain::london_date(done.replayed ? done.recorded_at : home.now()),
                    .through = done.sequence};
    auto shown = view_of(home, seen, at);
    if (!shown) {
        return problem(asked, shown.error());
    }
    auto made = json_answer(201, std::move(*shown));
    made.headers.emplace_back("Location", "/api/v1/requests/" + done.reference);
    made.headers.emplace_back("ETag", etag_of(done.sequence));
    return made;
}

csv_table clocks_table(const json::object& request) {
    csv_table table{{"reference", "pathway", "area", "provider", "target", "state", "started_on", "due_on",
                     "stopped_on", "waited_days"},
                    {}};
    const auto cell = [](const json::object& from, std::string_view name) {
        const auto& value = from.at(name);
        return value.is_string()  ? std::string{value.get_string()}
               : value.is_int64() ? std::to_string(value.get_int64())
                                  : std::string{};
    };
    for (const auto& one : request.at("clocks").as_array()) {
        std::vector<std::string> row;
        for (const std::string_view name : {"reference", "pathway", "area", "provider"}) {
            row.push_back(cell(request, name));
        }
        for (const std::string_view name : {"target", "state", "started_on", "due_on", "stopped_on", "waited_days"}) {
            row.push_back(cell(one.as_object(), name));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

asio::awaitable<answer> create_request(house& home, const call& asked) {
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    auto done = co_await open_request(home, asked, *body);
    co_return done ? changed_answer(home, asked, std::move(*done)) : problem(asked, done.error());
}

asio::awaitable<answer> record_event(house& home, const call& asked) {
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    const auto expected = expected_version(asked);
    if (!expected) {
        co_return problem(asked, expected.error());
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    auto done = co_await add_event_to(home, asked, *seen, *body, *expected);
    co_return done ? changed_answer(home, asked, std::move(*done)) : problem(asked, done.error());
}

asio::awaitable<answer> show_one_request(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"as_at", "known_at"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto now = home.now();
    if (const auto* kept = home.answers.find(asked, home.board, now); kept != nullptr) {
        const auto request = kept->on.shows_child ? std::vector{kept->on.request} : std::vector<std::uint32_t>{};
        auto again = kept->shown;
        const auto noted = co_await note_read(home, asked, "request.read", request);
        co_return noted ? std::move(again) : problem(asked, noted.error());
    }
    const auto at = moment_of(asked, now);
    if (!at) {
        co_return problem(asked, at.error());
    }
    const auto before = home.journal.last_sequence();
    auto pathways = home.board.pathways();
    auto calendar = home.board.calendar();
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    const auto mark = home.board.mark_of(seen->held.child);
    const bool is_settled = home.journal.last_sequence() == before;
    auto shown = view_of(home, *seen, *at);
    if (!shown) {
        co_return problem(asked, shown.error());
    }
    view what{.json = json::value{}, .template_name = "request", .title = "Request " + seen->held.reference};
    what.headers.emplace_back("ETag", etag_of(seen->held.sequence));
    what.csv_name = "request.csv";
    if (asked.wanted == face::csv) {
        what.table = clocks_table(*shown);
    } else if (asked.wanted == face::html) {
        what.page = request_page(home, *seen, *at);
        what.table.emplace(); // so that the page links to it
    }
    what.json = std::move(*shown);
    auto made = show(asked, what);
    if (is_settled) {
        home.answers.keep(asked, made,
                          {seen->places, std::move(pathways), std::move(calendar), seen->held.child, seen->held.number,
                           shows_child(*seen), mark, now});
    }
    const auto noted = co_await note_read(home, asked, "request.read", shown_requests(*seen));
    co_return noted ? std::move(made) : problem(asked, noted.error());
}

asio::awaitable<answer> explain_clock(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"as_at", "known_at", "period"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto at = moment_of(asked, home.now());
    if (!at) {
        co_return problem(asked, at.error());
    }
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    const auto judged = judge(home, seen->held, *at, true);
    // Of several periods the last one is the clock; an earlier one is asked for by ?period=.
    const auto wanted = query(asked, "period");
    const domain::clock* found = nullptr;
    if (judged) {
        for (const auto& one : judged->clocks) {
            if (one.target == asked.captures[1] && (!wanted || *wanted == std::to_string(one.period))) {
                found = &one;
            }
        }
    }
    if (found == nullptr) {
        co_return problem(asked, domain::refuse(domain::errc::not_found));
    }
    view what{.json = show_explanation(*found), .csv_name = "explanation.csv"};
    what.table = csv_table{{"from", "to", "days", "counted", "because"}, {}};
    for (const auto& span : found->trace) {
        what.table->rows.push_back({domain::format_date(span.from), domain::format_date(span.to),
                                    std::to_string(span.days), span.counted ? "yes" : "no", span.because});
    }
    co_return show(asked, what);
}

asio::awaitable<answer> list_events(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"known_at"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto at = moment_of(asked, home.now());
    if (!at) {
        co_return problem(asked, at.error());
    }
    const auto seen = find_visible_request(home, *asked.who, asked.captures.front());
    if (!seen) {
        co_return problem(asked, seen.error());
    }
    auto shown = view_of(home, *seen, *at);
    if (!shown) {
        co_return problem(asked, shown.error());
    }
    view what{.json = json::object{{"items", std::move(shown->at("events"))}, {"next", nullptr}}};
    what.headers.emplace_back("ETag", etag_of(seen->held.sequence));
    const auto noted = co_await note_read(home, asked, "events.read", shown_requests(*seen));
    co_return noted ? show(asked, what) : problem(asked, noted.error());
}

} // namespace clockstart::api
