#include "api/pathway_versions.hpp"

#include "api/audit_note.hpp"
#include "api/faces.hpp"
#include "api/json_body.hpp"
#include "api/problem.hpp"
#include "api/table.hpp"
#include "api/viewpoint.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;
using domain::errc;

namespace {

constexpr std::array<std::string_view, 7> columns{"code",     "name",     "version",    "valid_from",
                                                  "valid_to", "in_force", "recorded_at"};

std::vector<const domain::pathway*> versions_of(const domain::pathway_book& book, std::string_view code) {
    std::vector<const domain::pathway*> found;
    for (const auto& one : book.all()) {
        if (one->code == code) {
            found.push_back(one.get());
        }
    }
    std::ranges::sort(found, {}, [](const domain::pathway* one) { return one->valid_from; });
    return found;
}

json::object show_version(const domain::pathway& one, const domain::pathway* in_force) {
    auto shown = domain::show_pathway(one);
    if (!one.valid_to) {
        shown["valid_to"] = nullptr;
    }
    shown["in_force"] = &one == in_force;
    shown["recorded_at"] =
        one.recorded_at ? json::value(domain::format_instant(*one.recorded_at)) : json::value(nullptr);
    return shown;
}

} // namespace

asio::awaitable<answer> list_pathway_versions(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto book = home.board.pathways();
    const auto& code = asked.captures.front();
    const auto versions = versions_of(*book, code);
    if (versions.empty()) {
        co_return problem(asked, domain::refuse(errc::not_found));
    }
    const auto* const in_force = book->find(code, domain::london_date(home.now()));
    json::array items;
    for (const auto* const one : versions) {
        items.push_back(show_version(*one, in_force));
    }
    view what{.csv_name = "versions.csv"};
    what.table = table_of(items, columns);
    what.json = json::object{{"items", std::move(items)}, {"next", nullptr}};
    co_return show(asked, what);
}

asio::awaitable<answer> show_pathway_version(house& home, const call& asked) {
    if (const auto known = refuse_unknown_parameters(asked, {}); !known) {
        co_return problem(asked, known.error());
    }
    const auto book = home.board.pathways();
    const auto& code = asked.captures.front();
    const auto versions = versions_of(*book, code);
    const auto found = std::ranges::find_if(
        versions, [&](const domain::pathway* one) { return std::to_string(one->version) == asked.captures[1]; });
    if (found == versions.end()) {
        co_return problem(asked, domain::refuse(errc::not_found));
    }
    view what{.csv_name = "version.csv"};
    what.json = show_version(**found, book->find(code, domain::london_date(home.now())));
    what.table = table_of(json::array{what.json}, columns);
    co_return show(asked, what);
}

asio::awaitable<answer> create_pathway_version(house& home, const call& asked) {
    if (!viewpoint_of(home, *asked.who).within.sets_rules) {
        co_return problem(asked, domain::refuse(errc::not_found));
    }
    const auto body = json_body(asked);
    if (!body) {
        co_return problem(asked, body.error());
    }
    auto read = domain::read_pathway(*body);
    if (!read) {
        co_return problem(asked, read.error());
    }
    if (read->code != asked.captures.front()) {
        co_return problem(asked, domain::refuse(errc::invalid, "/code", "is to be the code in the address"));
    }
    const auto number = read->version;
    const auto code = read->code;
    db::put_pathway wanted{actor_of(asked), std::move(*read)};
    db::command change{std::move(wanted)};
    const auto done = co_await home.journal.append(std::move(change), asio::use_awaitable);
    if (!done) {
        co_return problem(asked, done.error());
    }
    const auto book = home.board.pathways();
    const auto versions = versions_of(*book, code);
    const auto stored = std::ranges::find(versions, number, &domain::pathway::version);
    auto made = json_answer(201, show_version(**stored, book->find(code, domain::london_date(home.now()))));
    made.headers.emplace_back("Location", "/api/v1/pathways/" + code + "/versions/" + std::to_string(number));
    co_return made;
}

} // namespace clockstart::api
