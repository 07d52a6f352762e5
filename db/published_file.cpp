#include "db/published_file.hpp"

#include "db/cell_text.hpp"
#include "db/published_layout.hpp"
#include "db/sha256.hpp"

#include <sodium/utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

namespace clockstart::db {
namespace {

constexpr std::uintmax_t largest_file = 256ULL * 1024 * 1024; // a month of the widest national extract has about 100 MB

std::string digest_of(std::string_view bytes) {
    const auto hash = sha256(bytes);
    std::array<char, 2 * hash.size() + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

// The one month in a file's name, as "2015-01"; nothing where there is none, or several.
std::optional<std::string> period_in(std::string_view name) {
    std::set<std::string> found;
    const auto digit = [&](std::size_t at) { return at < name.size() && name[at] >= '0' && name[at] <= '9'; };
    for (std::size_t at = 0; at + 7 <= name.size(); ++at) {
        if (is_period(name.substr(at, 7)) && (at == 0 || !digit(at - 1)) && !digit(at + 7)) {
            found.emplace(name.substr(at, 7));
        }
    }
    return found.size() == 1 ? std::optional{*found.begin()} : std::nullopt;
}

void find_duplicates(csv_reader& file, const published_layout& layout) {
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t index = 0; index < layout.rows.size(); ++index) {
        const auto& row = layout.rows[index];
        auto key = row.period + "|" + row.organisation_type + "|" + row.organisation_code + "|" + row.line_code;
        const auto [first, is_new] = seen.try_emplace(std::move(key), layout.row_lines[index]);
        if (!is_new) {
            file.fault(layout.row_lines[index], {},
                       "is the same organisation and line as line " + std::to_string(first->second));
        }
    }
}

bool agree(std::optional<double> printed, std::optional<double> worked_out) {
    if (!printed || !worked_out) {
        return printed.has_value() == worked_out.has_value();
    }
    return std::abs(*printed - *worked_out) <= 1e-9 * std::max(1.0, std::abs(*printed));
}

// Where the publisher's own figures are not what the bands give.
void compare(const domain::published_row& row, std::vector<published_difference>& differences) {
    const auto ours = domain::statistics_of(row);
    if (row.series != "rtt-incomplete" || row.waiting.value < 50 || !ours.within_18_weeks) {
        return;
    }
    const auto check = [&](std::string_view statistic, std::optional<double> printed,
                           std::optional<double> worked_out) {
        if (!agree(printed, worked_out)) {
            differences.push_back(
                {row.period, row.organisation_code, row.line_code, std::string{statistic}, printed, worked_out});
        }
    };
    const auto within = row.published_within_18_weeks;
    const auto share = row.published_within_18_weeks_share;
    check("within_18_weeks", within ? std::optional{static_cast<double>(*within)} : std::nullopt,
          static_cast<double>(*ours.within_18_weeks));
    check("within_18_weeks_percent", share ? std::optional{*share * 100} : std::nullopt, ours.within_18_weeks_percent);
    check("median", row.published_median_weeks, ours.median_weeks);
    check("p95", row.published_p95_weeks, ours.p95_weeks);
}

void summarise(published_file_content& content) {
    std::set<std::string> periods, organisations, lines;
    for (const auto& row : content.rows) {
        periods.insert(row.period);
        organisations.insert(row.organisation_type + "|" + row.organisation_code);
        lines.insert(row.line_code);
        ++content.rows_by_type[row.organisation_type];
        const auto count = [&](const domain::figure& one) {
            content.not_reported_cells += one.is == domain::figure::kind::not_reported ? 1 : 0;
            content.suppressed_cells += one.is == domain::figure::kind::suppressed ? 1 : 0;
        };
        count(row.waiting);
        std::for_each(row.bands.begin(), row.bands.end(), count);
        compare(row, content.differences);
    }
    content.periods.assign(periods.begin(), periods.end());
    content.organisations = organisations.size();
    content.lines = lines.size();
}

} // namespace

domain::result<published_file_content> read_published_file(const std::filesystem::path& file,
                                                           const std::optional<std::string>& period) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(file, failed);
    std::ifstream stream{file, std::ios::binary};
    if (failed || !stream) {
        return domain::refuse(domain::errc::invalid, {}, "the file is not there or may not be read");
    }
    if (size > largest_file) {
        return domain::refuse(domain::errc::invalid, {}, "the file is larger than 256 MB");
    }
    return read_published_bytes(file.filename().string(), {std::istreambuf_iterator<char>{stream}, {}}, period);
}

domain::result<published_file_content> read_published_bytes(std::string_view file_name, std::string bytes,
                                                            const std::optional<std::string>& period) {
    if (period && !is_period(*period)) {
        return domain::refuse(domain::errc::invalid, "period", "must be a month, YYYY-MM");
    }
    published_file_content content;
    content.file_name = file_name;
    content.digest = digest_of(bytes);

    csv_reader file{std::move(bytes)};
    const auto month = period ? period : period_in(file_name);
    auto layout = read_rtt_by_ccg(file, month.value_or(""));
    if (!layout) {
        layout = read_chs_tidy(file);
    }
    if (layout) {
        if (layout->needs_period && !month) {
            return domain::refuse(
                domain::errc::invalid, "period",
                "this layout does not say which month it is of: name the file with one month as YYYY-MM, "
                "or give the period");
        }
        find_duplicates(file, *layout);
        if (layout->rows.empty() && file.faults().empty()) {
            file.fault(1, {}, "has a header and no rows");
        }
    } else if (file.faults().empty()) {
        file.fault(1, {},
                   "this header is of no published layout that is known: RTT incomplete pathways by CCG (columns "
                   "\"CCG Code\", \"Treatment Function Code\", \">0-1\" to \"52 plus\", ...) or CHS tidy (\"period\", "
                   "\"org_type\", \"org_code\", \"service\", \"total_waiting\", \"wait_0_1_weeks\", ...)");
    }
    if (!file.faults().empty()) {
        return domain::refusal{domain::errc::invalid, file.faults(), BOOST_CURRENT_LOCATION};
    }
    content.series = layout->series;
    content.layout = layout->name;
    content.notes = std::move(layout->notes);
    content.rows = std::move(layout->rows);
    summarise(content);
    return content;
}

bool has_columns(const csv_reader& file, std::initializer_list<std::string_view> names) {
    return std::all_of(names.begin(), names.end(),
                       [&](std::string_view name) { return file.column(name).has_value(); });
}

domain::figure read_figure(csv_reader& file, const csv_row& row, std::size_t column) {
    const auto cell = row.cells[column];
    if (cell.empty() || cell == "-") {
        return {};
    }
    if (cell == "*") {
        return {domain::figure::kind::suppressed, 0};
    }
    const auto number = whole_number(cell);
    if (!number) {
        file.fault(row.line, file.column_name(column),
                   "must be a whole number, or empty or - where it is not reported, or * where it is suppressed");
        return {};
    }
    return domain::figure::of(*number);
}

std::string read_name(csv_reader& file, const csv_row& row, std::size_t column) {
    if (row.cells[column].empty()) {
        file.fault(row.line, file.column_name(column), "is missing");
    }
    return std::string{row.cells[column]};
}

std::optional<std::int64_t> sum_of(const std::vector<domain::figure>& figures, std::size_t first) {
    std::int64_t sum = 0;
    for (std::size_t index = 0; index < std::min(first, figures.size()); ++index) {
        if (!figures[index].reported()) {
            return std::nullopt;
        }
        sum += figures[index].value;
    }
    return sum;
}

bool is_period(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') {
        return false;
    }
    const auto year = whole_number(text.substr(0, 4));
    const auto month = whole_number(text.substr(5));
    return year && month && *year >= 1900 && *year < 2200 && *month >= 1 && *month <= 12;
}

} // namespace clockstart::db
