#include "db/published_layout.hpp"

#include "db/cell_text.hpp"

#include <algorithm>
#include <utility>

namespace clockstart::db {
namespace {

struct organisation_type {
    std::string_view published, ours;
};
constexpr organisation_type organisation_types[] = {
    {"National", "national"}, {"Region", "region"}, {"ICB", "icb"}, {"Provider", "provider"}};

struct age_group {
    std::string_view published, code, shown;
};
constexpr age_group age_groups[] = {{"CYP", "cyp", "(CYP) "}, {"Adult", "adult", "(A) "}};

constexpr std::string_view common_bands[] = {"wait_0_1_weeks",  "wait_1_2_weeks",   "wait_2_4_weeks",
                                             "wait_4_12_weeks", "wait_12_18_weeks", "wait_18_52_weeks"};

struct chs_columns {
    std::size_t period{}, type{}, code{}, name{}, age{}, service{}, total{};
    std::string band_set;
    std::vector<std::size_t> bands;
};

std::optional<chs_columns> columns_of(const csv_reader& file) {
    if (!has_columns(file, {"period", "org_type", "org_code", "org_name", "age_group", "service", "total_waiting"})) {
        return std::nullopt;
    }
    const auto at = [&](std::string_view name) { return file.column(name).value(); };
    chs_columns columns{at("period"),
                        at("org_type"),
                        at("org_code"),
                        at("org_name"),
                        at("age_group"),
                        at("service"),
                        at("total_waiting"),
                        {},
                        {}};
    for (const auto name : common_bands) {
        if (!file.column(name)) {
            return std::nullopt;
        }
        columns.bands.push_back(at(name));
    }
    if (has_columns(file, {"wait_52_104_weeks", "wait_over_104_weeks"})) {
        columns.band_set = "chs-8";
        columns.bands.push_back(at("wait_52_104_weeks"));
        columns.bands.push_back(at("wait_over_104_weeks"));
    } else if (file.column("wait_over_52_weeks")) {
        columns.band_set = "chs-7";
        columns.bands.push_back(at("wait_over_52_weeks"));
    } else {
        return std::nullopt;
    }
    return columns;
}

// "Therapy interventions: Physiotherapy" as "therapy-interventions-physiotherapy". Capitals vary between months, so
// they do not count.
std::string slug_of(std::string_view name) {
    std::string slug;
    for (const char character : name) {
        const bool capital = character >= 'A' && character <= 'Z';
        const bool kept = capital || (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
        if (kept) {
            slug.push_back(capital ? static_cast<char>(character + 32) : character);
        } else if (!slug.empty() && slug.back() != '-') {
            slug.push_back('-');
        }
    }
    while (slug.ends_with('-')) {
        slug.pop_back();
    }
    return slug;
}

void read_organisation(csv_reader& file, const csv_row& row, const chs_columns& columns, domain::published_row& read) {
    const auto type = std::find_if(std::begin(organisation_types), std::end(organisation_types),
                                   [&](const auto& one) { return same_name(one.published, row.cells[columns.type]); });
    if (type == std::end(organisation_types)) {
        file.fault(row.line, file.column_name(columns.type), "must be one of National, Region, ICB, Provider");
    } else {
        read.organisation_type = type->ours;
    }
    read.organisation_name = read_name(file, row, columns.name);
    // England has no code in the publication.
    read.organisation_code = read.organisation_type == "national" && row.cells[columns.code].empty()
                                 ? read.organisation_name
                                 : read_name(file, row, columns.code);
}

void read_line(csv_reader& file, const csv_row& row, const chs_columns& columns, domain::published_row& read) {
    const auto service = read_name(file, row, columns.service);
    const auto age = std::find_if(std::begin(age_groups), std::end(age_groups),
                                  [&](const auto& one) { return same_name(one.published, row.cells[columns.age]); });
    if (age == std::end(age_groups)) {
        file.fault(row.line, file.column_name(columns.age), "must be CYP or Adult");
        return;
    }
    read.line_code = std::string{age->code} + "-" + slug_of(service);
    read.line_name = std::string{age->shown} + service;
}

} // namespace

std::optional<published_layout> read_chs_tidy(csv_reader& file) {
    const auto columns = columns_of(file);
    if (!columns) {
        return std::nullopt;
    }
    published_layout layout{"chs",
                            columns->band_set == "chs-8"
                                ? "CHS waiting lists, one row an organisation and service, eight bands"
                                : "CHS waiting lists, one row an organisation and service, seven bands",
                            false,
                            {},
                            {},
                            {}};
    std::size_t differing = 0;
    csv_row row;
    while (file.next(row)) {
        domain::published_row read;
        read.series = layout.series;
        read.period = row.cells[columns->period];
        if (!is_period(read.period)) {
            file.fault(row.line, file.column_name(columns->period), "must be a month, YYYY-MM");
        }
        read_organisation(file, row, *columns, read);
        read_line(file, row, *columns, read);
        read.waiting = read_figure(file, row, columns->total);
        read.band_set = columns->band_set;
        for (const auto band : columns->bands) {
            read.bands.push_back(read_figure(file, row, band));
        }
        const auto sum = sum_of(read.bands);
        differing += sum && read.waiting.reported() && *sum != read.waiting.value ? 1 : 0;
        layout.rows.push_back(std::move(read));
        layout.row_lines.push_back(row.line);
    }
    if (differing > 0) {
        layout.notes.push_back("In " + std::to_string(differing) +
                               " rows the bands do not add up to the total, as this publication says may happen: "
                               "both are kept as they are.");
    }
    return layout;
}

} // namespace clockstart::db
