#include "api/calendar.hpp"

#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/fields.hpp"
#include "api/json_body.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <array>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 4> columns{"on", "title", "announced_on", "recorded_at"};
constexpr std::string_view first_of_command = "/holidays/0";

json::object show_holiday(const domain::bank_holiday& one) {
    return {
        {"on", domain::format_date(one.on)},
        {"title", one.title},
        {"announced_on", one.announced_on ? json::value(domain::format_date(*one.announced_on)) : json::value(nullptr)},
        {"recorded_at",
         one.recorded_at ? json::value(domain::format_instant(*one.recorded_at)) : json::value(nullptr)}};
}

} // namespace

asio::awaitable<answer> show_calendar(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto calendar = home.board.calendar();
    json::array holidays;
    for (const auto& one : calendar->holidays()) {
        holidays.push_back(show_holiday(one));
    }
    view what{.csv_name = "calendar.csv"};
    what.table = table_of(holidays, columns);
    what.json = json::object{{"version", calendar->version()}, {"holidays", std::move(holidays)}};
    co_return show(asked, what);
}

asio::awaitable<answer> add_holiday(house& home, const call& asked) {
    if (!viewpoint_of(home, *asked.who).within.sets_rules) {
        co_return problem(asked, domain::refuse(domain::errc::not_found));
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    domain::bank_holiday wanted{read.date("on"), read.text("title", 100), read.maybe_date("announced_on")};
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    const auto on = wanted.on;
    db::put_holidays asking{actor_of(asked), {std::move(wanted)}};
    db::command change{std::move(asking)};
    auto done = co_await home.journal.append(std::move(change), asio::use_awaitable);
    if (!done) {
        auto why = done.error();
        for (auto& one : why.faults) {
            one.pointer.erase(0, first_of_command.size());
        }
        co_return problem(asked, why);
    }
    const auto calendar = home.board.calendar();
    auto made = json_answer(201, show_holiday(*calendar->holiday_on(on)));
    made.headers.emplace_back("Location", "/api/v1/calendar");
    co_return made;
}

} // namespace clockstart::api
