#include "service/commands.hpp"
#include "service/exit_status.hpp"
#include "service/folder_visit.hpp"
#include "service/refusal_text.hpp"

#include "api/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/url/url.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace clockstart::service {

namespace {

namespace json = boost::json;

std::string question_of(const waits_command& wanted) {
    boost::urls::url question{"/api/v1/waits"};
    const std::array<std::pair<std::string_view, const std::string&>, 4> parameters{
        {{"pathway", wanted.pathway}, {"area", wanted.area}, {"group_by", wanted.group_by}, {"as_at", wanted.as_at}}};
    for (const auto& [name, value] : parameters) {
        if (!value.empty()) {
            question.params().append({name, value, true});
        }
    }
    question.params().append({"format", wanted.format == "csv" ? "csv" : "json", true});
    return question.buffer();
}

std::string cell(const json::object& row, std::string_view name) {
    const auto* value = row.if_contains(name);
    if (value == nullptr || value->is_null()) {
        return "-"; // not defined
    }
    if (value->is_string()) {
        return std::string{std::string_view{value->get_string()}};
    }
    return value->is_double() ? api::with_one_decimal(value->get_double())
                              : api::with_commas(value->to_number<std::int64_t>());
}

// How many columns of a terminal a text of UTF-8 takes, near enough: its characters.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> columns{{{"key", "key"},
                                                                                {"name", "name"},
                                                                                {"waiting", "waiting"},
                                                                                {"within_target", "within"},
                                                                                {"within_target_percent", "within %"},
                                                                                {"median_weeks", "median weeks"},
                                                                                {"p92_weeks", "92nd weeks"},
                                                                                {"longest_days", "longest days"}}};

void print_table(const json::object& answered) {
    std::vector<std::array<std::string, columns.size()>> rows(1);
    std::ranges::transform(columns, rows.front().begin(),
                           [](const auto& column) { return std::string{column.second}; });
    for (const auto& group : answered.at("groups").as_array()) {
        auto& row = rows.emplace_back();
        std::ranges::transform(columns, row.begin(),
                               [&](const auto& column) { return cell(group.as_object(), column.first); });
    }
    std::array<std::size_t, columns.size()> widths{};
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < row.size(); ++at) {
            widths.at(at) = std::max(widths.at(at), width_of(row.at(at)));
        }
    }
    fmt::print("Waiting at the end of {}\n", cell(answered, "as_at"));
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t at = 0; at < row.size(); ++at) {
            const std::string gap(widths.at(at) - width_of(row.at(at)), ' ');
            const bool is_words = at < 2;
            line += (line.empty() ? "" : "  ") + (is_words ? row.at(at) + gap : gap + row.at(at));
        }
        fmt::print("{}\n", line);
    }
}

std::string option_of(std::string_view pointer) {
    if (pointer.empty()) {
        return {};
    }
    auto name = std::string{pointer.substr(pointer.starts_with('?') || pointer.starts_with('/') ? 1 : 0)};
    std::ranges::replace(name, '_', '-');
    return "--" + name;
}

} // namespace

int show_waits(const waits_command& wanted) {
    const folder_visit visit{wanted.data};
    const auto answered = visit.host().get(question_of(wanted));
    if (answered.is_refusal()) {
        tell_refusal(answered, option_of);
        return exit_refused;
    }
    if (wanted.format == "table") {
        print_table(answered.json());
    } else {
        std::fwrite(answered.body.data(), 1, answered.body.size(), stdout);
        std::fputs(answered.body.ends_with('\n') ? "" : "\n", stdout);
    }
    return exit_done;
}

} // namespace clockstart::service
