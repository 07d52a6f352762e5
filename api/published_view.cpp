#include "api/published_view.hpp"

#include "api/table.hpp"

#include <cmath>

namespace clockstart::api {

namespace json = boost::json;

namespace {

json::value figure_or_null(const domain::figure& one) {
    return one.reported() ? json::value(one.value) : json::value(nullptr);
}

json::value status_of(const domain::figure& one) {
    switch (one.is) {
    case domain::figure::kind::not_reported:
        return "not_reported";
    case domain::figure::kind::suppressed:
        return "suppressed";
    case domain::figure::kind::reported:
        break;
    }
    return nullptr;
}

json::value one_decimal_or_null(const std::optional<double>& number) {
    return number ? json::value(std::round(*number * 10.0) / 10.0) : json::value(nullptr);
}

json::array show_bands(const domain::published_row& row) {
    const auto& set = domain::band_set_of(row.band_set);
    json::array bands;
    bands.reserve(row.bands.size());
    for (std::size_t place = 0; place < std::min(row.bands.size(), set.bands.size()); ++place) {
        const auto& one = set.bands[place];
        bands.push_back(json::object{{"label", one.label},
                                     {"from_day", one.from_day},
                                     {"to_day", one.to_day ? json::value(*one.to_day) : json::value(nullptr)},
                                     {"waiting", figure_or_null(row.bands[place])},
                                     {"waiting_status", status_of(row.bands[place])}});
    }
    return bands;
}

} // namespace

json::object show_published_row(const domain::published_row& row) {
    const auto worked_out = domain::statistics_of(row);
    return {{"series", row.series},
            {"period", row.period},
            {"organisation_code", row.organisation_code},
            {"organisation_name", row.organisation_name},
            {"organisation_type", row.organisation_type},
            {"parent_code", row.parent_code.empty() ? json::value(nullptr) : json::value(row.parent_code)},
            {"line_code", row.line_code},
            {"line_name", row.line_name},
            {"waiting", figure_or_null(row.waiting)},
            {"waiting_status", status_of(row.waiting)},
            {"within_18_weeks",
             worked_out.within_18_weeks ? json::value(*worked_out.within_18_weeks) : json::value(nullptr)},
            {"within_18_weeks_percent", one_decimal_or_null(worked_out.within_18_weeks_percent)},
            {"median_weeks", one_decimal_or_null(worked_out.median_weeks)},
            {"p95_weeks", one_decimal_or_null(worked_out.p95_weeks)},
            {"band_set", row.band_set},
            {"bands", show_bands(row)}};
}

csv_table published_table(const json::array& items) {
    auto table =
        table_of(items, {"series", "period", "organisation_code", "organisation_name", "organisation_type",
                         "parent_code", "line_code", "line_name", "waiting", "waiting_status", "within_18_weeks",
                         "within_18_weeks_percent", "median_weeks", "p95_weeks", "band_set"});
    // Rows of several series may have different bands, so each band's label goes with its figure.
    table.columns.emplace_back("bands");
    for (std::size_t place = 0; place < items.size(); ++place) {
        std::string bands;
        for (const auto& band : items[place].at("bands").as_array()) {
            const auto& status = band.at("waiting_status");
            bands += bands.empty() ? "" : "; ";
            bands += std::string{band.at("label").as_string()} + ": " +
                     cell_of(status.is_null() ? band.at("waiting") : status);
        }
        table.rows[place].push_back(std::move(bands));
    }
    return table;
}

json::object show_published_import(const db::published_import& one) {
    return {{"at", domain::format_instant(one.at)},
            {"by", one.by},
            {"file_name", one.file_name},
            {"digest", one.digest},
            {"series", one.change.series},
            {"period", one.change.period},
            {"rows", static_cast<std::int64_t>(one.change.rows)},
            {"added", static_cast<std::int64_t>(one.change.added)},
            {"changed", static_cast<std::int64_t>(one.change.changed)},
            {"removed", static_cast<std::int64_t>(one.change.removed)},
            {"unchanged", static_cast<std::int64_t>(one.change.unchanged)}};
}

csv_table imports_table(const json::array& items) {
    return table_of(items, {"at", "by", "file_name", "digest", "series", "period", "rows", "added", "changed",
                            "removed", "unchanged"});
}

} // namespace clockstart::api
