#include "api/published.hpp"

#include "api/cursor.hpp"
#include "api/faces.hpp"
#include "api/house.hpp"
#include "api/parameters.hpp"
#include "api/problem.hpp"
#include "api/published_page.hpp"
#include "api/published_view.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

struct page_asked {
    std::size_t offset{}, limit{};
};

// Published months come in whole and seldom, so a place in the list is simply how many came before.
domain::result<page_asked> read_page_asked(const call& asked) {
    const auto limit = limit_of(asked);
    if (!limit) {
        return limit.error();
    }
    const auto cursor = read_cursor(asked);
    if (!cursor) {
        return cursor.error();
    }
    page_asked page{0, *limit};
    const std::string_view place = *cursor;
    const auto [end, error] = std::from_chars(place.data(), place.data() + place.size(), page.offset);
    if (!place.empty() && (error != std::errc{} || end != place.data() + place.size())) {
        return not_a_cursor();
    }
    return page;
}

bool is_month(std::string_view text) {
    return text.size() == 7 && domain::parse_date(std::string{text} + "-01").has_value();
}

domain::result<db::published_filter> read_filter(const call& asked) {
    db::published_filter filter{std::string{given(asked, "series")}, std::string{given(asked, "period")},
                                std::string{given(asked, "organisation")}, std::string{given(asked, "line")}};
    if (!filter.series.empty() && std::ranges::find(published_series, filter.series) == std::end(published_series)) {
        return not_one_of("series", published_series);
    }
    if (!filter.period.empty() && !is_month(filter.period)) {
        return domain::refuse(errc::invalid, "?period", "is not a month; write it as 2026-03");
    }
    return filter;
}

// The page shows one series; without a choice the first that has figures, and its latest month.
void choose_for_page(const house& home, const call& asked, db::published_filter& filter) {
    for (const auto one : published_series) {
        if (filter.series.empty() && !home.history.published_periods(one).empty()) {
            filter.series = one;
        }
    }
    if (filter.series.empty()) {
        filter.series = published_series[0];
    }
    const auto periods = home.history.published_periods(filter.series);
    if (!query(asked, "period") && !periods.empty()) {
        filter.period = std::ranges::max(periods);
    }
}

// On the readers' threads; `asked` outlives it. The list, and beside it what the page needs.
asio::awaitable<json::object> read_figures(const house& home, const call& asked, db::published_filter filter,
                                           page_asked wanted) {
    const bool on_page = !asked.path.starts_with("/api/");
    if (on_page) {
        choose_for_page(home, asked, filter);
    }
    auto rows = home.history.published(filter, wanted.offset, wanted.limit + 1);
    json::value next;
    if (rows.size() > wanted.limit) {
        rows.pop_back();
        next = make_cursor(asked, std::to_string(wanted.offset + wanted.limit));
    }
    json::array items;
    items.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(items), show_published_row);
    json::object page;
    if (asked.wanted == face::html) {
        page = published_page(home.history, filter);
        add_page_links(page, asked, next);
    }
    co_return json::object{{"list", json::object{{"items", std::move(items)}, {"next", std::move(next)}}},
                           {"page", std::move(page)}};
}

asio::awaitable<json::object> read_imports(const house& home, const call& asked, page_asked wanted) {
    auto imports = home.history.published_imports();
    std::ranges::stable_sort(imports, std::greater{}, &db::published_import::at);
    json::array items;
    for (std::size_t place = wanted.offset; place < imports.size() && items.size() < wanted.limit; ++place) {
        items.push_back(show_published_import(imports[place]));
    }
    json::value next;
    if (wanted.offset + items.size() < imports.size()) {
        next = make_cursor(asked, std::to_string(wanted.offset + items.size()));
    }
    co_return json::object{{"items", std::move(items)}, {"next", std::move(next)}};
}

} // namespace

asio::awaitable<answer> show_published(house& home, const call& asked) {
    if (const auto known =
            refuse_unknown_parameters(asked, {"series", "period", "organisation", "line", "limit", "cursor"});
        !known) {
        co_return problem(asked, known.error());
    }
    auto filter = read_filter(asked);
    if (!filter) {
        co_return problem(asked, filter.error());
    }
    const auto wanted = read_page_asked(asked);
    if (!wanted) {
        co_return problem(asked, wanted.error());
    }
    auto work = read_figures(home, asked, std::move(*filter), *wanted);
    auto read = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    view what{.template_name = "published", .title = "Published figures", .csv_name = "published.csv"};
    auto& list = read.at("list").as_object();
    what.headers = link_headers(asked, list.at("next"));
    if (asked.wanted == face::csv) {
        what.table = published_table(list.at("items").as_array());
    } else if (asked.wanted == face::html) {
        what.page = std::move(read.at("page").as_object());
        what.table.emplace(); // so that the page links to it
    }
    what.json = std::move(list);
    co_return show(asked, what);
}

asio::awaitable<answer> list_published_imports(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {"limit", "cursor"}); !known) {
        co_return problem(asked, known.error());
    }
    const auto wanted = read_page_asked(asked);
    if (!wanted) {
        co_return problem(asked, wanted.error());
    }
    auto work = read_imports(home, asked, *wanted);
    auto list = co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
    view what{.csv_name = "published-imports.csv"};
    what.headers = link_headers(asked, list.at("next"));
    if (asked.wanted == face::csv) {
        what.table = imports_table(list.at("items").as_array());
    }
    what.json = std::move(list);
    co_return show(asked, what);
}

} // namespace clockstart::api
