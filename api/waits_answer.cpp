#include "api/waits_answer.hpp"

#include "api/protected_waits.hpp"
#include "api/table.hpp"

#include "domain/waits_shown.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

namespace clockstart::api {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

std::string name_of_group(const waits_asked& asked, const domain::waits_group& group,
                          const domain::pathway_book& pathways) {
    const auto* const rules =
        asked.question.by == domain::grouping::pathway ? pathways.find(group.key, asked.question.as_at) : nullptr;
    return rules == nullptr ? group.name : rules->name;
}

json::object show_group(const waits_asked& asked, const domain::waits_group& group,
                        const domain::pathway_book& pathways) {
    auto shown = domain::show_waits_group(group, *asked.bands);
    shown["name"] = name_of_group(asked, group, pathways);
    shown["hidden"] = json::array{};
    return shown;
}

asio::awaitable<json::object> scan(const house& home, waits_asked asked) {
    if (!asked.reader->is_exact()) {
        co_return count_protected(home, asked);
    }
    const auto pathways = home.board.pathways();
    const auto groups = home.board.ask([&](const domain::board& board, const domain::directory& places) {
        return board.waits(asked.question, places);
    });
    json::array shown;
    shown.reserve(groups.size());
    for (const auto& group : groups) {
        shown.push_back(show_group(asked, group, *pathways));
    }
    co_return json::object{{"as_at", domain::format_date(asked.question.as_at)},
                           {"target", asked.target.empty() ? json::value(nullptr) : json::value(asked.target)},
                           {"groups", std::move(shown)},
                           {"from", domain::format_date(asked.question.from)},
                           {"to", domain::format_date(asked.question.to)},
                           {"group_by", asked.group_by},
                           {"suppression", suppression_for(*asked.reader, 0)}};
}

} // namespace

asio::awaitable<json::object> count_waits(const house& home, waits_asked asked) {
    auto work = scan(home, std::move(asked));
    co_return co_await asio::co_spawn(home.readers, std::move(work), asio::use_awaitable);
}

csv_table waits_table(const json::object& counted) {
    const auto& groups = counted.at("groups").as_array();
    std::vector<std::string_view> columns{"key",
                                          "name",
                                          "waiting",
                                          "within_target",
                                          "within_target_percent",
                                          "median_weeks",
                                          "p92_weeks",
                                          "longest_days",
                                          "completed.count",
                                          "completed.within_target",
                                          "completed.within_target_percent",
                                          "completed.median_weeks",
                                          "completed.p92_weeks",
                                          "removed",
                                          "added"};
    if (counted.contains("all")) {
        columns.emplace_back("past_target"); // of protected figures it is no difference
    }
    auto table = table_of(groups, columns);
    const std::vector<std::string> context_names{"as_at", "target", "from", "to", "group_by"};
    table.columns.insert(table.columns.begin(), context_names.begin(), context_names.end());
    for (std::size_t place = 0; place < groups.size(); ++place) {
        auto& row = table.rows[place];
        std::vector<std::string> context;
        context.reserve(context_names.size());
        for (const auto& name : context_names) {
            context.push_back(cell_of(counted.at(name)));
        }
        row.insert(row.begin(), context.begin(), context.end());
        const auto* const bands = groups[place].at("bands").if_array();
        for (const auto& band : bands == nullptr ? json::array{} : *bands) {
            if (place == 0) {
                table.columns.push_back("waiting " + std::string{band.at("label").as_string()});
            }
            row.push_back(cell_of(band.at("waiting")));
        }
    }
    mark_hidden(table, groups);
    return table;
}

} // namespace clockstart::api
