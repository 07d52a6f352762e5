#include "api/table.hpp"

#include "api/words.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace clockstart::api {

namespace json = boost::json;

namespace {

const json::value* find_member(const json::value& item, std::string_view column) {
    const auto* at = &item;
    while (!column.empty() && at != nullptr) {
        const auto dot = std::min(column.find('.'), column.size());
        const auto* const object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains(column.substr(0, dot));
        column.remove_prefix(std::min(dot + 1, column.size()));
    }
    return at;
}

} // namespace

std::string cell_of(const json::value& value) {
    switch (value.kind()) {
    case json::kind::string:
        return std::string{value.get_string()};
    case json::kind::int64:
        return std::to_string(value.get_int64());
    case json::kind::uint64:
        return std::to_string(value.get_uint64());
    case json::kind::double_:
        return with_one_decimal(value.get_double());
    case json::kind::bool_:
        return value.get_bool() ? "yes" : "no";
    case json::kind::null:
    case json::kind::array:
    case json::kind::object:
        break;
    }
    return {};
}

csv_table table_of(const json::array& items, std::span<const std::string_view> columns) {
    csv_table table;
    for (const auto column : columns) {
        std::ranges::replace_copy(column, std::back_inserter(table.columns.emplace_back()), '.', '_');
    }
    table.rows.reserve(items.size());
    for (const auto& item : items) {
        auto& row = table.rows.emplace_back();
        for (const auto column : columns) {
            const auto* const member = find_member(item, column);
            row.push_back(member == nullptr ? std::string{} : cell_of(*member));
        }
    }
    return table;
}

} // namespace clockstart::api
