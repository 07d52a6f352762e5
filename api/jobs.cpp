#include "api/jobs.hpp"

#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/or_null.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// How long the run that is due has been waiting. One that failed is due until it is done.
std::int64_t lag_of(const db::job_row& one, domain::instant now) {
    const bool is_due = one.next_run_at && one.occurrence_at < now;
    return is_due ? std::chrono::duration_cast<std::chrono::seconds>(now - one.occurrence_at).count() : 0;
}

} // namespace

json::object show_job(const db::job_row& one, domain::instant now) {
    return {{"code", one.code},
            {"name", one.name},
            {"catch_up", one.catch_up},
            {"next_run_at", instant_or_null(one.next_run_at)},
            {"last_run_at", instant_or_null(one.last_run_at)},
            {"last_finished_at", instant_or_null(one.last_finished_at)},
            {"last_outcome", one.last_outcome.empty() ? json::value(nullptr) : json::value(one.last_outcome)},
            {"last_note", one.last_note.empty() ? json::value(nullptr) : json::value(one.last_note)},
            {"lag_seconds", lag_of(one, now)},
            {"runs", one.runs},
            {"skipped", one.skipped},
            {"failures", one.failures}};
}

csv_table job_table(const json::array& jobs) {
    return table_of(jobs, {"code", "name", "catch_up", "next_run_at", "last_run_at", "last_finished_at", "last_outcome",
                           "last_note", "lag_seconds", "runs", "skipped", "failures"});
}

asio::awaitable<domain::result<db::receipt>> run_job_now(house& home, const call& asked) {
    db::run_job command{actor_of(asked), asked.captures.front()};
    auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (done && home.wake_jobs) {
        home.wake_jobs();
    }
    co_return done;
}

asio::awaitable<answer> list_jobs(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto now = home.now();
    json::array items;
    for (const auto& one : home.history.jobs()) { // about ten
        items.push_back(show_job(one, now));
    }
    view what{.title = "Recurring work", .csv_name = "jobs.csv"};
    what.table = job_table(items);
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    co_return show(asked, what);
}

asio::awaitable<answer> ask_for_job(house& home, const call& asked) {
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    if (const auto done = co_await run_job_now(home, asked); !done) {
        co_return problem(asked, done.error());
    }
    const auto jobs = home.history.jobs();
    const auto found = std::ranges::find(jobs, asked.captures.front(), &db::job_row::code);
    co_return json_answer(202, show_job(*found, home.now()));
}

} // namespace clockstart::api
