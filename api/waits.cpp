#include "api/waits.hpp"

#include "api/faces.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/protected_waits.hpp"
#include "api/readers.hpp"
#include "api/waits_answer.hpp"
#include "api/waits_page.hpp"

namespace clockstart::api {

namespace asio = boost::asio;

asio::awaitable<answer> show_waits(house& home, const call& asked) {
    const auto at = viewpoint_of(home, *asked.who);
    const auto& reader = audience_of(home, asked);
    auto read = read_waits_question(asked, at, reader);
    // A day that is none is shown on the form, with today's figures; programs are refused.
    std::string day_error;
    if (!read && asked.wanted == face::html && at.within.sees_figures) {
        day_error = fault_of(read.error(), "as_at");
        if (!day_error.empty()) {
            read = read_waits_question(without(asked, "as_at"), at, reader);
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
        mark_hidden(counted.at("groups").as_array());
        if (may_group(audience_of(home, asked, face::csv), read->group_by)) {
            what.table.emplace(); // so that the page links to it
        }
        if (reader.is_exact() && !audience_of(home, asked, face::csv).is_exact()) {
            what.page["file_note"] = "The spreadsheet goes out of the house, so it hides small numbers.";
        }
    }
    what.json = std::move(counted);
    co_return show(asked, what);
}

} // namespace clockstart::api
