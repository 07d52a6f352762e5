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
// hidden, the rest is rounded. Every line, whatever it is about, is the sum of protected parts, in which a hidden one
// stands for the same number always; no sum is ever made of true counts. Whatever is asked, and in whatever
// combination, could therefore be worked out from the protected parts, and they are the same for each of the values
// that a hidden count may have. There is no further cell to hide, because there is no margin to subtract from.
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
};

// What the board has counted of one service.
counted_part part_of(const waits_group& service, const band_set& bands);
// A line of a kept month about one service, as show_waits_group() wrote it with those bands.
counted_part part_of(const boost::json::object& kept_line, const band_set& bands);

// A sum of protected counts.
class protected_count {
public:
    void add(std::uint64_t count, const audience& reader);
    protected_count operator+(const protected_count& other) const;

    bool has_hidden() const { return hidden_ > 0; }
    bool is_nothing() const { return shown_ == 0 && hidden_ == 0; }
    // With what hidden counts stand for, before it is rounded.
    std::uint64_t sum(const audience& reader) const;
    // Nothing when it is hidden: when more of it stands for hidden counts than is known.
    std::optional<std::uint64_t> shown(const audience& reader) const;

private:
    std::uint64_t shown_{}, hidden_{}; // the sum of rounded counts; how many counts are hidden
};

// Lines in the order of their keys, those with nothing in them left out, with the members of show_waits_group(). What
// is hidden is null and its name stands in the line's `hidden`; what is withheld from every line is null as well.
struct protected_lines {
    boost::json::array lines;
    boost::json::object all; // one line over all parts
    std::size_t hidden{};    // how many figures of the lines and of `all`
};

// `parts`: of one day each service once; of several days (a series of months) each service once a day, and then `all`
// is no figure. For audiences that are not exact.
protected_lines protect(const audience& reader, std::span<const counted_part> parts);

// Names of the figures that an audience with anything to hide never gets, as in `hidden`: "longest_days",
// "completed.median_weeks".
std::span<const std::string_view> withheld_figures();

} // namespace clockstart::domain
