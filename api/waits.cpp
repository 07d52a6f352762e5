#include "api/waits.hpp"

#include "api/faces.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/waits_answer.hpp"
#include "api/waits_page.hpp"

namespace clockstart::api {

namespace asio = boost::asio;

asio::awaitable<answer> show_waits(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    auto read = read_waits_question(asked, at);
    // A day that is none is shown on the form, with today's figures; programs are refused.
    std::string day_error;
    if (!read && asked.wanted == face::html && at.within.sees_figures) {
        day_error = fault_of(read.error(), "as_at");
        if (!day_error.empty()) {
            read = read_waits_question(without(asked, "as_at"), at);
        }
    }
    if (!read) {
        co_return problem(asked, read.error());
    }
    auto counted = co_await count_waits(home, *read);
    view what{.template_name = "waits", .title = "Waiting times", .csv_name = "waits.csv"};
    if (asked.wanted == face::csv) {
        what.table = waits_table(counted);
    } else if (asked.wanted == face::html) {
        what.page = waits_page(asked, at, *read, counted, day_error);
        what.status = day_error.empty() ? 200 : 422;
        what.table.emplace(); // so that the page links to it
    }
    what.json = std::move(counted);
    co_return show(asked, what);
}

} // namespace clockstart::api
