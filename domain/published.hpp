#pragma once

#include "domain/bands.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// A published figure. "Not reported" and "suppressed" are neither 0 nor each other.
struct figure {
    enum class kind { reported, not_reported, suppressed };
    kind is{kind::not_reported};
    std::int64_t value{}; // only when reported

    static figure of(std::int64_t number) { return {kind::reported, number}; }
    bool reported() const { return is == kind::reported; }
    bool operator==(const figure&) const = default;
};

// One line of somebody else's publication: an organisation, a line, a month.
struct published_row {
    std::string series;            // "rtt-incomplete", "chs"
    std::string period;            // "2015-01"
    std::string organisation_code; // as published; England in CHS has none and is given "England"
    std::string organisation_name;
    std::string organisation_type; // "ccg", "commissioner", "national", "region", "icb", "provider"
    std::string parent_code;       // area team or region, may be empty
    std::string line_code;         // "IP100"; CHS lines have none and are given a slug such as "cyp-audiology"
    std::string line_name;
    figure waiting;
    std::string band_set; // code of the band set
    std::vector<figure> bands;
    // As the publisher prints them, for comparison with ours; not every series has them.
    std::optional<std::int64_t> published_within_18_weeks;
    std::optional<double> published_within_18_weeks_share; // 0 to 1
    std::optional<double> published_median_weeks, published_p95_weeks;

    bool operator==(const published_row&) const = default;
};

// What Clockstart works out from the bands: none of these when a band they need is not reported, and neither median nor
// 95th percentile when fewer than 50 wait (so does the publisher).
struct published_statistics {
    std::optional<std::int64_t> within_18_weeks;
    std::optional<double> within_18_weeks_percent; // unrounded, 0 to 100
    std::optional<double> median_weeks, p95_weeks; // unrounded
};
published_statistics statistics_of(const published_row& row);

} // namespace clockstart::domain
