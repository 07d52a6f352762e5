#pragma once

#include "domain/error.hpp"
#include "domain/published.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::db {

// A figure that the publisher printed and the bands do not give. The publisher may have adjusted an organisation at
// source.
struct published_difference {
    std::string period, organisation_code, line_code;
    std::string statistic; // "median", "p95", "within_18_weeks", "within_18_weeks_percent"
    std::optional<double> printed, worked_out;
};

// What was read of a published file, whole: a file with a fault gives none of its rows.
struct published_file_content {
    std::string file_name; // without folders
    std::string digest;    // SHA-256 of the bytes, hex
    std::string series;    // "rtt-incomplete", "chs"
    std::string layout;    // for people: "RTT incomplete pathways by CCG, 53 weekly bands, with area teams"
    std::vector<domain::published_row> rows;

    // For the printed summary.
    std::vector<std::string> periods; // in order
    std::size_t organisations{}, lines{};
    std::map<std::string, std::size_t> rows_by_type;      // organisation type to rows
    std::size_t not_reported_cells{}, suppressed_cells{}; // of total and bands
    std::vector<std::string> notes;                       // what is odd but no fault, a sentence each
    std::vector<published_difference> differences;        // where 50 or more wait
};

// Recognises the layout by the header: RTT incomplete pathways by CCG as of 2015 (to March with area teams, from April
// with regions), or CHS tidy (a period column; seven bands, or eight with 52 to 104 weeks apart). An empty cell or "-"
// is not reported, "*" is suppressed; neither becomes 0. RTT files hold no period: it is `period` ("2015-01"), or the
// one YYYY-MM in the file's name. Refused with all faults, pointer "LINE: column": a cell that is no whole number, the
// same organisation and line twice, RTT bands that do not add up to their total or the first 18 to "within 18 weeks",
// and what csv_reader refuses. CHS bands may differ from the total (the publication says so): a note.
domain::result<published_file_content> read_published_file(const std::filesystem::path& file,
                                                           const std::optional<std::string>& period = std::nullopt);
// The same for bytes that came another way; `file_name` as they were called.
domain::result<published_file_content> read_published_bytes(std::string_view file_name, std::string bytes,
                                                            const std::optional<std::string>& period = std::nullopt);

} // namespace clockstart::db
