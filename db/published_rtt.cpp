#include "db/published_layout.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace clockstart::db {
namespace {

constexpr std::size_t weeks = 52; // weekly bands before the open one
constexpr std::string_view england_code = "X24";

struct rtt_columns {
    std::optional<std::size_t> parent;
    std::size_t code{}, name{}, line_code{}, line_name{}, total{}, within{}, share{}, median{}, p95{};
    std::vector<std::size_t> bands;
};

std::optional<rtt_columns> columns_of(const csv_reader& file) {
    if (!has_columns(file, {"CCG Code", "CCG Name", "Treatment Function Code", "Treatment Function", ">0-1", "52 plus",
                            "Total number of incomplete pathways", "Total within 18 weeks", "% within 18 weeks",
                            "Average (median) waiting time (in weeks)", "95th percentile waiting time (in weeks)"})) {
        return std::nullopt;
    }
    const auto at = [&](std::string_view name) { return file.column(name).value(); };
    const auto area_team = file.column("Area Team Code");
    rtt_columns columns{area_team ? area_team : file.column("Region Code"),
                        at("CCG Code"),
                        at("CCG Name"),
                        at("Treatment Function Code"),
                        at("Treatment Function"),
                        at("Total number of incomplete pathways"),
                        at("Total within 18 weeks"),
                        at("% within 18 weeks"),
                        at("Average (median) waiting time (in weeks)"),
                        at("95th percentile waiting time (in weeks)"),
                        {}};
    for (std::size_t week = 0; week < weeks; ++week) {
        const auto band = file.column(">" + std::to_string(week) + "-" + std::to_string(week + 1));
        if (!band) {
            return std::nullopt;
        }
        columns.bands.push_back(*band);
    }
    columns.bands.push_back(at("52 plus"));
    return columns;
}

// A printed statistic; "-" is not given.
std::optional<double> read_statistic(csv_reader& file, const csv_row& row, std::size_t column) {
    const auto cell = row.cells[column];
    if (cell == "-" || cell.empty()) {
        return std::nullopt;
    }
    double number = 0;
    const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (failed != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(number) || number < 0) {
        file.fault(row.line, file.column_name(column), "must be a number, or - where it is not given");
        return std::nullopt;
    }
    return number;
}

void check_sums(csv_reader& file, const csv_row& row, const rtt_columns& columns, const domain::published_row& read) {
    const auto sum = sum_of(read.bands);
    if (sum && read.waiting.reported() && *sum != read.waiting.value) {
        file.fault(row.line, file.column_name(columns.total), "is not the sum of the bands");
    }
    const auto within = sum_of(read.bands, 18);
    if (within && read.published_within_18_weeks && *within != *read.published_within_18_weeks) {
        file.fault(row.line, file.column_name(columns.within), "is not the sum of the first 18 bands");
    }
}

} // namespace

std::optional<published_layout> read_rtt_by_ccg(csv_reader& file, const std::string& period) {
    const auto columns = columns_of(file);
    if (!columns) {
        return std::nullopt;
    }
    const bool area_teams = file.column("Area Team Code").has_value();
    published_layout layout{"rtt-incomplete",
                            std::string{"RTT incomplete pathways by CCG, 53 weekly bands, "} +
                                (area_teams ? "with area teams" : "with regions"),
                            true,
                            {},
                            {},
                            {}};
    csv_row row;
    while (file.next(row)) {
        domain::published_row read;
        read.series = layout.series;
        read.period = period;
        read.organisation_code = read_name(file, row, columns->code);
        read.organisation_name = read_name(file, row, columns->name);
        read.organisation_type = read.organisation_code == england_code ? "commissioner" : "ccg";
        if (columns->parent && row.cells[*columns->parent] != "-") {
            read.parent_code = row.cells[*columns->parent];
        }
        read.line_code = read_name(file, row, columns->line_code);
        read.line_name = read_name(file, row, columns->line_name);
        read.waiting = read_figure(file, row, columns->total);
        read.band_set = "rtt-53";
        for (const auto band : columns->bands) {
            read.bands.push_back(read_figure(file, row, band));
        }
        const auto within = read_figure(file, row, columns->within);
        if (within.reported()) {
            read.published_within_18_weeks = within.value;
        }
        read.published_within_18_weeks_share = read_statistic(file, row, columns->share);
        if (read.published_within_18_weeks_share.value_or(0) > 1) {
            file.fault(row.line, file.column_name(columns->share), "must be a share from 0 to 1");
        }
        read.published_median_weeks = read_statistic(file, row, columns->median);
        read.published_p95_weeks = read_statistic(file, row, columns->p95);
        check_sums(file, row, *columns, read);
        layout.rows.push_back(std::move(read));
        layout.row_lines.push_back(row.line);
    }
    return layout;
}

} // namespace clockstart::db
