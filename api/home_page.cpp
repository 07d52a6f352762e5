#include "api/home_page.hpp"

#include "api/faces.hpp"
#include "api/problem.hpp"
#include "api/waits_answer.hpp"
#include "api/waits_page.hpp"

namespace clockstart::api {

namespace asio = boost::asio;

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
    auto counted = co_await count_waits(home, usual_question(at, domain::grouping::pathway));
    view what{.template_name = "home", .title = "Every child's wait, with the clock in sight", .csv_name = "waits.csv"};
    if (asked.wanted == face::csv) {
        what.table = waits_table(counted);
    } else if (asked.wanted == face::html) {
        what.page["totals"] = waits_totals(counted);
        what.table.emplace();
    }
    what.json = std::move(counted);
    co_return show(asked, what);
}

} // namespace clockstart::api
