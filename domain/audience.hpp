#pragma once

#include "domain/error.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// Who reads figures without seeing the children behind them, and what of the figures they may have. Data
// (domain/audiences/*.json), so that a service sets its own numbers. What each number is good for is in
// docs/small-numbers.md; the built-in ones are those of NHS Digital's hospital statistics since September 2018.
struct audience {
    std::string name;             // "public", "file", "integrator", "commissioner", "auditor"
    int threshold{1};             // counts of 1 to threshold - 1 are hidden; 1: none is
    int rounding{1};              // other counts, to the nearest multiple of it
    bool shows_zero{true};        // false: 0 is hidden as well
    int hidden_counts_as{0};      // what a hidden count adds to a sum
    bool gives_percentages{true}; // of counts as they are shown
    int median_from{1};           // how many have to wait for it; 0: never
    int p92_from{1};              // the same
    bool any_day{true};           // false: only the ends of months that are over may be asked for

    // Nothing is hidden and nothing rounded: the figures are given as they are.
    bool is_exact() const { return threshold <= 1 && rounding <= 1 && shows_zero; }

    bool operator==(const audience&) const = default;
};

// The audience of those who see the children in question by name.
const audience& named_access();

// Reads {threshold, rounding, zero: shown | hidden, hidden_counts_as, percentages, median_from, p92_from, dates: any |
// month_ends}; what is missing stays as it is in `otherwise`. Refused with the pointer of every fault, also where the
// numbers together would protect nobody: an audience from which something is hidden has to keep to month ends.
result<audience> read_audience(const boost::json::object& document, audience otherwise);

// One audience for each way in which figures leave those who see names.
struct audience_book {
    audience everybody;    // without an account
    audience file;         // a table taken away by somebody who does not see names
    audience integrator;   // a program with a token
    audience commissioner; // on the screen
    audience auditor;      // on the screen

    // The one of that name ("public" is everybody), or nullptr.
    audience* find(std::string_view name);
};
audience_book built_in_audiences();

} // namespace clockstart::domain
