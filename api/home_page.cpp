#include "api/home_page.hpp"

#include "api/faces.hpp"
#include "api/problem.hpp"
#include "api/protected_waits.hpp"
#include "api/readers.hpp"
#include "api/waits_answer.hpp"
#include "api/waits_page.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace clockstart::api {

namespace asio = boost::asio;

namespace {

namespace json = boost::json;

constexpr std::size_t most_counted = 100; // beyond that the number tells nobody more

// On the readers' threads.
asio::awaitable<std::size_t> count_unseen(const house& home, std::string token) {
    co_return home.history
        .inbox({.token = std::move(token), .seen_too = false, .delivery = {}, .before = {}, .limit = most_counted})
        .size();
}

json::value unseen_text(std::size_t count) {
    if (count == 0) {
        return nullptr;
    }
    return json::value(count == 1              ? std::string{"1 message that you have not seen"}
                       : count == most_counted ? std::to_string(count) + " messages or more that you have not seen"
                                               : std::to_string(count) + " messages that you have not seen");
}

} // namespace

asio::awaitable<answer> show_home(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    if (!asked.who) {
        co_return redirect("/sign-in"); // without an account there is no figure to show, and none must not look like 0
    }
    const auto at = viewpoint_of(home, *asked.who);
    if (!at.within.sees_figures) {
        co_return redirect("/requests");
    }
    const auto& reader = audience_of(home, asked);
    if (!reader.is_exact() && !at.within.rows.schools.empty()) {
        co_return redirect("/requests"); // one school is too few for figures
    }
    auto counted = co_await count_waits(home, usual_question(at, domain::grouping::pathway, reader));
    view what{.template_name = "home", .title = "Every child's wait, with the clock in sight", .csv_name = "waits.csv"};
    if (asked.wanted == face::csv) {
        what.table = waits_table(counted);
    } else if (asked.wanted == face::html) {
        what.page["totals"] = waits_totals(counted);
        what.page["small_numbers"] = about_small_numbers(reader);
        mark_hidden(counted.at("groups").as_array());
        auto work = count_unseen(home, asked.who->token_id);
        what.page["unseen"] = unseen_text(co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable));
        what.table.emplace();
    }
    what.json = std::move(counted);
    co_return show(asked, what);
}

} // namespace clockstart::api
