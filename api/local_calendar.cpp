#include "api/json_body.hpp"
#include "api/local_desk.hpp"
#include "api/problem.hpp"

#include "db/calendar_file.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace clockstart::api {

namespace {

namespace json = boost::json;

// What the file has and the calendar lacks, what both have, and what the file lacks of the years that it is about.
struct calendar_difference {
    std::vector<domain::bank_holiday> added;
    std::vector<std::size_t> places; // of those in the file's list
    std::size_t same{};
    std::vector<domain::bank_holiday> lacking;
};

calendar_difference compare(const std::vector<domain::bank_holiday>& listed, const domain::working_calendar& held) {
    calendar_difference found;
    for (std::size_t place = 0; place < listed.size(); ++place) {
        if (held.holiday_on(listed[place].on) != nullptr) {
            ++found.same;
        } else {
            found.added.push_back(listed[place]);
            found.places.push_back(place);
        }
    }
    if (!listed.empty()) {
        const auto [first, last] = std::ranges::minmax(listed, {}, &domain::bank_holiday::on);
        for (const auto& one : held.holidays()) {
            const bool is_listed = std::ranges::find(listed, one.on, &domain::bank_holiday::on) != listed.end();
            if (one.on >= first.on && one.on <= last.on && !is_listed) {
                found.lacking.push_back(one);
            }
        }
    }
    return found;
}

json::array shown(const std::vector<domain::bank_holiday>& holidays) {
    json::array all;
    for (const auto& one : holidays) {
        all.push_back(json::object{{"on", domain::format_date(one.on)}, {"title", one.title}});
    }
    return all;
}

// "/holidays/1/on" of the command as its place in the file.
domain::refusal in_the_file(domain::refusal why, const std::vector<std::size_t>& places) {
    for (auto& one : why.faults) {
        const auto number = std::stoul(one.pointer.substr(std::string_view{"/holidays/"}.size()));
        one.pointer = "/england-and-wales/events/" + std::to_string(places.at(number)) + "/date";
    }
    return why;
}

} // namespace

boost::asio::awaitable<answer> create_calendar_import(house& home, const call& asked) {
    auto* desk = desk_of(home, asked);
    if (desk == nullptr) {
        co_return problem(asked, "not-found");
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    fields read{*body};
    const auto file = read_path(read);
    if (const auto sound = read.finish(); !sound) {
        co_return problem(asked, sound.error());
    }
    auto reading = [file] { return db::read_calendar_file(file); };
    const auto listed = co_await aside(home.readers, std::move(reading));
    if (!listed) {
        co_return problem(asked, listed.error());
    }
    const auto found = compare(*listed, *home.board.calendar());
    if (!found.added.empty()) {
        db::put_holidays wanted{actor_of(asked), found.added};
        db::command change{std::move(wanted)};
        const auto done = co_await home.journal.append(std::move(change), boost::asio::use_awaitable);
        if (!done) {
            co_return problem(asked, in_the_file(done.error(), found.places));
        }
    }
    co_return json_answer(200, json::object{{"version", home.board.calendar()->version()},
                                            {"added", shown(found.added)},
                                            {"same", found.same},
                                            {"lacking", shown(found.lacking)}});
}

} // namespace clockstart::api
