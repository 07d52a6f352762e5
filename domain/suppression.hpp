#pragma once

#include "domain/audience.hpp"
#include "domain/bands.hpp"
#include "domain/board.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// Small numbers. Everything that leaves those who see children by name is made by protect(), and by nothing else.
//
// How it holds. Hiding cells of one table, and then further cells so that sums do not give them away, needs the whole
// table; but here one may ask for any area of a tree whose bodies overlap, any pathway, provider and service, as often
// as one likes, and each answer is another sum over the same children. So it is not the tables that are protected but
// what they are made of. A part is one service on one day: its counts within and past target and its completions of
// the month. Each of these counts is protected by itself, from itself alone: 0 is shown, 1 to threshold - 1 is
// hidden, the rest is rounded. Of the hidden ones of a family (a pathway on one day, in all areas) the sum is told
// where a line has them all: rounded, and kept so far from its ends that each of them can still be anything from 1 to
// threshold - 1. Else each adds the same number, whatever it is. Every line is a sum of these; none is ever made of
// true counts. Whatever is asked, and in whatever combination, could therefore be worked out from the protected parts
// and one number for each family, and these leave every hidden count its whole range. There is no further cell to hide,
// because there is no margin to subtract from.
//
// What would not be such a sum is not given at all (withheld_figures()): the longest wait is one child's; bands are
// many small cells of a part; how many of the completed were late, and who was added and removed, ties one month to the
// next (waiting then = waiting before + added - completed - removed). Medians and centiles are worked out from bands,
// in whole weeks, only for lines with enough who wait and no hidden part in them: such a line is about other children
// than any hidden count.
struct counted_part {
    std::string key, name;              // of the line that it belongs to
    std::uint64_t within{}, past{};     // who waits at the end of the day, by whether the target has passed
    std::uint64_t completed{};          // over the month that ends on the day
    const band_set* bands{};            // what `by_band` counts by; none: no medians
    std::vector<std::uint64_t> by_band; // who waits
    std::string family{};               // the pathway, and the day where parts are of several
    bool is_asked{true};                // false: counts in its family only
};

// What the board has counted of one service.
counted_part part_of(const waits_group& service, const band_set& bands);
// A line of a kept month about one service, as show_waits_group() wrote it with those bands.
counted_part part_of(const boost::json::object& kept_line, const band_set& bands);

// One count of a part, or nothing where it is hidden.
std::optional<std::uint64_t> protected_value(std::uint64_t count, const audience& reader);

// What is told of the sum of so many hidden counts of a family: rounded, and moved away from the ends of what it could
// be. Nothing where they are too few for any number to leave each its whole range.
std::optional<std::uint64_t> protected_sum(std::uint64_t sum, std::uint64_t hidden, const audience& reader);

// Lines in the order of their keys, those with nothing in them left out, with the members of show_waits_group() and
// `past_target`. What is hidden is null and its name stands in the line's `hidden`; what is withheld from every line is
// null as well.
struct protected_lines {
    boost::json::array lines;
    boost::json::object all; // one line over all parts that are asked
    std::size_t hidden{};    // how many figures of the lines and of `all`
};

// `parts`: all services there are, each once a day, whatever is asked: families must not depend on the question. Where
// they are of several days (a series of months), `all` is no figure. For audiences that are not exact.
protected_lines protect(const audience& reader, std::span<const counted_part> parts);

// Names of the figures that an audience with anything to hide never gets, as in `hidden`: "longest_days",
// "completed.median_weeks".
std::span<const std::string_view> withheld_figures();

} // namespace clockstart::domain
