#include "db/published_rows.hpp"

#include <soci/soci.h>

#include <charconv>
#include <limits>

namespace clockstart::db {

namespace {

std::string list_of(const std::vector<domain::figure>& figures) {
    std::string list;
    for (const auto& one : figures) {
        list.append(list.empty() ? "" : ",").append(text_of(one));
    }
    return list;
}

std::vector<domain::figure> figures_of(std::string_view list) {
    std::vector<domain::figure> figures;
    while (!list.empty()) {
        const auto comma = list.find(',');
        figures.push_back(figure_of(list.substr(0, comma)));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
    return figures;
}

// One row as it is bound or fetched.
struct bound_row {
    void take(const domain::published_row& from) {
        row = from;
        waiting = text_of(from.waiting);
        bands = list_of(from.bands);
        set(within, has_within, from.published_within_18_weeks);
        set(share, has_share, from.published_within_18_weeks_share);
        set(median, has_median, from.published_median_weeks);
        set(p95, has_p95, from.published_p95_weeks);
    }
    domain::published_row give() const {
        auto made = row;
        made.waiting = figure_of(waiting);
        made.bands = figures_of(bands);
        made.published_within_18_weeks = has_within == soci::i_ok ? std::optional<std::int64_t>{within} : std::nullopt;
        made.published_within_18_weeks_share = has_share == soci::i_ok ? std::optional{share} : std::nullopt;
        made.published_median_weeks = has_median == soci::i_ok ? std::optional{median} : std::nullopt;
        made.published_p95_weeks = has_p95 == soci::i_ok ? std::optional{p95} : std::nullopt;
        return made;
    }

    domain::published_row row;
    std::string waiting, bands;
    long long within{};
    double share{}, median{}, p95{};
    soci::indicator has_within{}, has_share{}, has_median{}, has_p95{};

private:
    template <class Held, class Given>
    static void set(Held& held, soci::indicator& has, const std::optional<Given>& given) {
        held = given.value_or(0);
        has = given ? soci::i_ok : soci::i_null;
    }
};

} // namespace

std::string text_of(const domain::figure& one) {
    switch (one.is) {
    case domain::figure::kind::reported:
        return std::to_string(one.value);
    case domain::figure::kind::suppressed:
        return "*";
    case domain::figure::kind::not_reported:
        break;
    }
    return "-";
}

domain::figure figure_of(std::string_view text) {
    if (text == "*") {
        return {domain::figure::kind::suppressed, 0};
    }
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc{} && end == text.data() + text.size() ? domain::figure::of(number) : domain::figure{};
}

std::vector<domain::published_row> load_published(soci::session& sql, const published_filter& filter,
                                                  std::size_t offset, std::size_t limit) {
    bound_row got;
    auto& row = got.row;
    const long long skip = static_cast<long long>(offset);
    const long long most = limit == 0 ? std::numeric_limits<long long>::max() : static_cast<long long>(limit);
    // The empty filter is spelt out for each column, so that what is given is looked up in the key.
    std::string where = "1 = 1";
    const auto add = [&where](const std::string& value, const std::string& column) {
        where += value.empty() ? " AND :" + column + " = ''" : " AND " + column + " = :" + column;
    };
    add(filter.series, "series");
    add(filter.period, "period");
    add(filter.organisation, "organisation_code");
    add(filter.line, "line_code");
    soci::statement all =
        (sql.prepare << "SELECT series, period, organisation_code, organisation_name, organisation_type, parent_code, "
                        "line_code, line_name, "
                        "waiting, band_set, bands, within_18_weeks, within_18_weeks_share, median_weeks, p95_weeks "
                        "FROM published_row WHERE " +
                            where +
                            " ORDER BY series, period, organisation_code, line_code, organisation_type, parent_code "
                            "LIMIT :most OFFSET :skip",
         soci::into(row.series), soci::into(row.period), soci::into(row.organisation_code),
         soci::into(row.organisation_name), soci::into(row.organisation_type), soci::into(row.parent_code),
         soci::into(row.line_code), soci::into(row.line_name), soci::into(got.waiting), soci::into(row.band_set),
         soci::into(got.bands), soci::into(got.within, got.has_within), soci::into(got.share, got.has_share),
         soci::into(got.median, got.has_median), soci::into(got.p95, got.has_p95), soci::use(filter.series, "series"),
         soci::use(filter.period, "period"), soci::use(filter.organisation, "organisation_code"),
         soci::use(filter.line, "line_code"), soci::use(most, "most"), soci::use(skip, "skip"));
    std::vector<domain::published_row> rows;
    all.execute();
    while (all.fetch()) {
        rows.push_back(got.give());
    }
    return rows;
}

std::vector<std::string> load_published_periods(soci::session& sql, const std::string& series) {
    std::string period;
    soci::statement all =
        (sql.prepare << "SELECT DISTINCT period FROM published_row WHERE series = :series ORDER BY period",
         soci::into(period), soci::use(series, "series"));
    std::vector<std::string> periods;
    all.execute();
    while (all.fetch()) {
        periods.push_back(period);
    }
    return periods;
}

void insert_rows(soci::session& sql, const std::vector<const domain::published_row*>& rows) {
    bound_row bound;
    auto& row = bound.row;
    soci::statement insert =
        (sql.prepare << "INSERT INTO published_row (series, period, organisation_code, line_code, organisation_type, "
                        "parent_code, "
                        "organisation_name, line_name, waiting, band_set, bands, within_18_weeks, "
                        "within_18_weeks_share, median_weeks, "
                        "p95_weeks) VALUES (:series, :period, :organisation, :line, :type, :parent, "
                        ":organisation_name, :line_name, "
                        ":waiting, :band_set, :bands, :within, :share, :median, :p95)",
         soci::use(row.series, "series"), soci::use(row.period, "period"),
         soci::use(row.organisation_code, "organisation"), soci::use(row.line_code, "line"),
         soci::use(row.organisation_type, "type"), soci::use(row.parent_code, "parent"),
         soci::use(row.organisation_name, "organisation_name"), soci::use(row.line_name, "line_name"),
         soci::use(bound.waiting, "waiting"), soci::use(row.band_set, "band_set"), soci::use(bound.bands, "bands"),
         soci::use(bound.within, bound.has_within, "within"), soci::use(bound.share, bound.has_share, "share"),
         soci::use(bound.median, bound.has_median, "median"), soci::use(bound.p95, bound.has_p95, "p95"));
    for (const auto* one : rows) {
        bound.take(*one);
        insert.execute(true);
    }
}

void remove_rows(soci::session& sql, const std::string& series, const std::string& period) {
    sql << "DELETE FROM published_row WHERE series = :series AND period = :period", soci::use(series, "series"),
        soci::use(period, "period");
}

void insert_import(soci::session& sql, const published_import& done,
                   const std::vector<const domain::published_row*>& before) {
    const auto& change = done.change;
    long long number = 0;
    sql << "SELECT COALESCE(MAX(number), 0) + 1 FROM published_import", soci::into(number);
    const long long at = done.at.time_since_epoch().count();
    const auto rows = static_cast<long long>(change.rows), added = static_cast<long long>(change.added),
               changed = static_cast<long long>(change.changed), removed = static_cast<long long>(change.removed),
               unchanged = static_cast<long long>(change.unchanged);
    sql << "INSERT INTO published_import (number, recorded_at, recorded_by, file_name, digest, series, period, "
           "row_count, added, changed, "
           "removed, unchanged) VALUES (:number, :at, :by, :file_name, :digest, :series, :period, :rows, :added, "
           ":changed, :removed, "
           ":unchanged)",
        soci::use(number, "number"), soci::use(at, "at"), soci::use(done.by, "by"),
        soci::use(done.file_name, "file_name"), soci::use(done.digest, "digest"), soci::use(change.series, "series"),
        soci::use(change.period, "period"), soci::use(rows, "rows"), soci::use(added, "added"),
        soci::use(changed, "changed"), soci::use(removed, "removed"), soci::use(unchanged, "unchanged");
    bound_row bound;
    std::string figures;
    soci::statement keep =
        (sql.prepare << "INSERT INTO published_before (import, organisation_code, line_code, organisation_type, "
                        "parent_code, figures) VALUES (:number, :organisation, :line, :type, :parent, :figures)",
         soci::use(number, "number"), soci::use(bound.row.organisation_code, "organisation"),
         soci::use(bound.row.line_code, "line"), soci::use(bound.row.organisation_type, "type"),
         soci::use(bound.row.parent_code, "parent"), soci::use(figures, "figures"));
    for (const auto* one : before) {
        bound.take(*one);
        figures = bound.waiting + ";" + bound.bands;
        keep.execute(true);
    }
}

std::vector<published_import> load_published_imports(soci::session& sql) {
    published_import one;
    long long at = 0, rows = 0, added = 0, changed = 0, removed = 0, unchanged = 0;
    soci::statement all =
        (sql.prepare
             << "SELECT recorded_at, recorded_by, file_name, digest, series, period, row_count, added, changed, "
                "removed, unchanged FROM published_import ORDER BY number DESC",
         soci::into(at), soci::into(one.by), soci::into(one.file_name), soci::into(one.digest),
         soci::into(one.change.series), soci::into(one.change.period), soci::into(rows), soci::into(added),
         soci::into(changed), soci::into(removed), soci::into(unchanged));
    std::vector<published_import> imports;
    all.execute();
    while (all.fetch()) {
        one.at = domain::instant{std::chrono::microseconds{at}};
        one.change.rows = static_cast<std::size_t>(rows);
        one.change.added = static_cast<std::size_t>(added);
        one.change.changed = static_cast<std::size_t>(changed);
        one.change.removed = static_cast<std::size_t>(removed);
        one.change.unchanged = static_cast<std::size_t>(unchanged);
        imports.push_back(one);
    }
    return imports;
}

} // namespace clockstart::db
