#include "service/import_summary.hpp"

#include "api/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/core.h>

#include <iterator>
#include <string_view>

namespace clockstart::service {

namespace {

namespace json = boost::json;

std::string count(const json::object& of, std::string_view name) {
    return api::with_commas(of.at(name).to_number<std::int64_t>());
}

std::string_view text(const json::object& of, std::string_view name) { return of.at(name).as_string(); }

std::string joined(const json::array& texts) {
    std::string all;
    for (const auto& one : texts) {
        all += all.empty() ? "" : ", ";
        all += std::string_view{one.as_string()};
    }
    return all;
}

std::string figure(const json::object& of, std::string_view name) {
    const auto& value = of.at(name);
    return value.is_null() ? "nothing" : fmt::format("{:g}", value.to_number<double>());
}

} // namespace

std::string published_summary(const json::object& answered) {
    std::string lines;
    auto to = std::back_inserter(lines);
    fmt::format_to(to, "{}: {}\n", text(answered, "file"), text(answered, "layout"));
    fmt::format_to(to, "  series {}, {}: {} rows of {} organisations and {} lines\n", text(answered, "series"),
                   joined(answered.at("periods").as_array()), count(answered, "rows"), count(answered, "organisations"),
                   count(answered, "lines"));
    for (const auto& [type, rows] : answered.at("rows_by_type").as_object()) {
        fmt::format_to(to, "  {}: {} rows\n", std::string_view{type}, api::with_commas(rows.to_number<std::int64_t>()));
    }
    fmt::format_to(to, "  cells not reported: {}, suppressed: {}\n", count(answered, "not_reported_cells"),
                   count(answered, "suppressed_cells"));
    for (const auto& one : answered.at("notes").as_array()) {
        fmt::format_to(to, "  note: {}\n", std::string_view{one.as_string()});
    }
    const auto differences = answered.at("differences_found").to_number<std::int64_t>();
    if (differences > 0) {
        fmt::format_to(to, "  printed figures that the bands do not give: {}\n", api::with_commas(differences));
    }
    for (const auto& one : answered.at("differences").as_array()) {
        const auto& row = one.as_object();
        fmt::format_to(to, "    {} {} {} {}: printed {}, worked out {}\n", text(row, "period"),
                       text(row, "organisation"), text(row, "line"), text(row, "statistic"), figure(row, "printed"),
                       figure(row, "worked_out"));
    }
    for (const auto& one : answered.at("changes").as_array()) {
        const auto& row = one.as_object();
        fmt::format_to(to, "  {}: stored {} rows: {} added, {} changed, {} removed, {} unchanged\n",
                       text(row, "period"), count(row, "rows"), count(row, "added"), count(row, "changed"),
                       count(row, "removed"), count(row, "unchanged"));
    }
    return lines;
}

std::string calendar_summary(const json::object& answered) {
    std::string lines;
    auto to = std::back_inserter(lines);
    const auto& added = answered.at("added").as_array();
    fmt::format_to(to, "{} bank holidays added, {} were there already; the calendar is now {}\n", added.size(),
                   count(answered, "same"), text(answered, "version"));
    for (const auto& one : added) {
        fmt::format_to(to, "  added: {} {}\n", text(one.as_object(), "on"), text(one.as_object(), "title"));
    }
    for (const auto& one : answered.at("lacking").as_array()) {
        fmt::format_to(to, "  not in the file, kept: {} {}\n", text(one.as_object(), "on"),
                       text(one.as_object(), "title"));
    }
    return lines;
}

} // namespace clockstart::service
