#include "api/scheduler.hpp"

#include "api/access_table.hpp"
#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/form.hpp"
#include "api/jobs.hpp"
#include "api/json_body.hpp"
#include "api/or_null.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

std::string instant_text(long long microseconds) {
    return domain::format_instant(domain::instant{std::chrono::microseconds{microseconds}});
}

std::int64_t whole_seconds(std::chrono::microseconds length) {
    return std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(length).count());
}

// "12 seconds", "1 minute".
std::string spoken_length(std::int64_t seconds) {
    const auto of = [](std::int64_t number, const char* unit) {
        return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
    };
    if (seconds < 120) {
        return of(seconds, "second");
    }
    if (seconds < 7'200) {
        return of(seconds / 60, "minute");
    }
    return seconds < 172'800 ? of(seconds / 3'600, "hour") : of(seconds / 86'400, "day");
}

json::array set_aside_within(const house& home, const principal& who) {
    const auto at = viewpoint_of(home, who);
    json::array items;
    if (!at.within.rows.schools.empty()) {
        return items; // it could not be read, so whose pupil it is cannot be told
    }
    for (const auto& one : home.history.set_aside()) { // few
        if (at.within.covers(at.places->service_index(one.service), 0)) {
            items.push_back(json::object{{"reference", one.reference},
                                         {"since", instant_text(one.since)},
                                         {"retry_at", instant_text(one.retry_at)},
                                         {"attempts", one.attempts},
                                         {"why", one.why}});
        }
    }
    return items;
}

constexpr std::int64_t late_after = 120; // seconds: a due step that waits longer is not merely next in the queue

// What a tired administrator reads first.
struct verdict {
    bool is_well{false};
    std::string words;
};

verdict judge(std::int64_t lag, const std::optional<work_figures>& work, std::size_t set_aside) {
    const auto since = work ? whole_seconds(work->since_last_pass) : 0;
    if (since > late_after) {
        return {false, "Nothing has been done for " + spoken_length(since) + ": look at the log of the service"};
    }
    if (lag > late_after) {
        return {false, "What is due has been waiting for " + spoken_length(lag)};
    }
    if (set_aside > 0) {
        return {false, "Some requests could not be dealt with. Everything else that is due has been done"};
    }
    if (!work || !work->last_pass_at) {
        return {true, "The service has just started"};
    }
    return {true, "Everything due has been done, " + spoken_length(since) + " ago"};
}

} // namespace

asio::awaitable<answer> show_scheduler(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto now = home.now();
    const auto next = home.journal.next_due();
    const auto lag = next ? whole_seconds(now - *next) : 0;
    const auto work = home.own_work ? std::optional{home.own_work()} : std::nullopt;
    const auto time = home.history.time();
    json::array jobs;
    for (const auto& one : home.history.jobs()) { // about ten
        jobs.push_back(show_job(one, now));
    }
    auto set_aside = set_aside_within(home, *asked.who);
    const auto found = judge(lag, work, set_aside.size());
    view what{.template_name = "scheduler", .title = "What runs by itself", .csv_name = "scheduler.csv"};
    what.table = job_table(jobs);
    what.page = {{"is_well", found.is_well && !time.sending_is_held()},
                 {"is_unwell", !found.is_well},
                 {"verdict", found.words},
                 {"has_set_aside", !set_aside.empty()},
                 {"may_change", may(asked.who->role, right::keep_up)}};
    what.json = json::object{{"now", domain::format_instant(now)},
                             {"lag_seconds", lag},
                             {"last_finished_pass_at", instant_or_null(work ? work->last_pass_at : std::nullopt)},
                             {"sending", json::object{{"held", time.sending_is_held()},
                                                      {"held_since", instant_or_null(time.held_since)},
                                                      {"leapt_from", instant_or_null(time.leapt_from)}}},
                             {"jobs", std::move(jobs)},
                             {"set_aside", std::move(set_aside)}};
    co_return show(asked, what);
}

asio::awaitable<answer> release_sending(house& home, const call& asked) {
    const auto body = maybe_json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    if (const auto sound = fields{*body}.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    db::release_sending command{actor_of(asked)};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    wake_courier(home);
    co_return json_answer(200, json::object{{"held", false}, {"held_since", nullptr}, {"leapt_from", nullptr}});
}

asio::awaitable<answer> take_release_form(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    db::release_sending command{actor_of(asked)};
    const auto done = co_await home.journal.append(std::move(command), asio::use_awaitable);
    wake_courier(home);
    co_return after_button(asked, done, "/scheduler");
}

asio::awaitable<answer> take_job_form(house& home, const call& asked) {
    if (const auto form = form_body(asked); !form) {
        co_return problem(asked, form.error());
    }
    if (const auto done = co_await run_job_now(home, asked); !done) {
        co_return problem(asked, done.error());
    }
    co_return redirect("/scheduler");
}

} // namespace clockstart::api
