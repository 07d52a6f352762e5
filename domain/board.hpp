#pragma once

#include "domain/clock.hpp"
#include "domain/directory.hpp"
#include "domain/request.hpp"
#include "domain/wait_distribution.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace clockstart::domain {

// How a row of the board ended. `moved`: the wait goes on in another row, under another service.
enum class outcome : std::uint8_t { waiting, met, missed, ended, nullified, moved };

// One period of one target of one request, in one service, as the board keeps it. Days are day_number().
struct board_row {
    static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

    std::uint32_t request{};   // the journal's number of the request
    std::int32_t started{};    // clock start: waits count from here
    std::int32_t from{};       // first day in this service; = started unless transferred
    std::int32_t until{never}; // the day it stopped, was nullified, or moved
    std::int32_t due{never};   // before any pause; a pause moves it on by its days
    std::uint32_t school{};    // URN, 0: none
    std::uint16_t service{};   // directory::service_index
    std::uint8_t target{};     // place of the target in its pathway; 0 is the headline
    std::uint8_t stage{};      // place of the stage in its pathway
    outcome how{outcome::waiting};
    std::uint8_t age{255};                          // years at the start; 255: not known
    std::uint8_t sex{}, ethnicity{}, deprivation{}; // places in the lists of request.hpp; decile, 0: not known
    std::uint8_t priority{}, setting{}, category{}; // places; 255: not given
    bool current{false};                            // the headline row that a worklist shows; one a request
    std::vector<std::pair<std::int32_t, std::int32_t>>
        pauses; // days (from, to] that do not count; `never`: still paused
};

// The rows of a request's clocks. `services` gives the place of a service; rows of unknown services cannot be (the
// journal refused them).
std::vector<board_row> board_rows(std::uint32_t request, const pathway& rules, const request_facts& facts,
                                  const request_state& state, std::span<const clock> clocks, const directory& places);

enum class grouping {
    none,
    area,
    provider,
    service,
    pathway,
    month,
    age_band,
    sex,
    ethnicity,
    deprivation,
    priority,
    setting,
    category
};
std::optional<grouping> grouping_of(std::string_view name);

// Which rows a question is about. Empty: all.
struct board_filter {
    std::vector<bool>
        services; // by service_index; empty: every service. Area, provider, pathway and scope all come down to this.
    std::uint8_t target{0};             // place of the target in the pathway
    std::vector<std::uint32_t> schools; // URNs; empty: whatever the school
};

struct waits_question {
    board_filter filter;
    civil_date as_at{};
    civil_date from{}, to{}; // flows, inclusive
    grouping by{grouping::none};
};

// One line of the answer. `key` is what the API filters by (an area code, a month 2026-10, an age band "5-10").
struct waits_group {
    std::string key;
    std::string name;
    wait_distribution waiting;   // at the end of as_at
    wait_distribution completed; // stopped by what was waited for, over from..to
    std::uint64_t removed{};     // stopped otherwise, over from..to
    std::uint64_t added{};       // started, over from..to
};

// Which requests a worklist is about, besides the filter.
struct worklist_question {
    board_filter filter;
    civil_date as_at{};
    std::optional<clock_state> state; // judged on the headline clock
    std::optional<std::uint8_t> stage;
    std::optional<civil_date> due_before; // due strictly before, and still running
    enum class order { due, longest, newest } sort{order::due};
    // Go on after this place (what a cursor holds): the sort value and request of the last one seen.
    std::optional<std::pair<std::int32_t, std::uint32_t>> after;
    std::size_t limit{50};
};
struct worklist_place {
    std::uint32_t request{};
    std::int32_t sort_value{};
};

// Columns in memory for every pathway, open and closed. Rebuilt at start, applied after commit, never the source of
// truth. Not synchronised: db::live_board guards it.
class board {
public:
    // Replaces all rows of that request.
    void put(std::uint32_t request, std::span<const board_row> rows);

    // One scan. Groups come in the order of their keys; groups with nothing in them are left out, except months.
    std::vector<waits_group> waits(const waits_question& question, const directory& places) const;
    // One page of the worklist, each request once (its headline row; the last service it is in).
    std::vector<worklist_place> worklist(const worklist_question& question) const;

    std::size_t requests() const;
    std::size_t rows() const;
    std::size_t bytes() const; // memory held by the columns

private:
    static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
    // What `how_` holds besides the outcome.
    static constexpr std::uint8_t outcome_bits = 0x07, has_pauses = 0x20, is_current = 0x40, is_dropped = 0x80;

    std::uint32_t take_place();
    void set_row(std::uint32_t place, const board_row& one);
    void grow(std::size_t rows);
    template <class Group>
    void scan(const waits_question& question, std::vector<waits_group>& groups, Group group_of) const;
    void scan_months(const waits_question& question, std::vector<waits_group>& groups) const;
    // Which services a filter lets through, as 0 or 1; as long as any service's place.
    static std::vector<std::uint8_t> services_of(const board_filter& filter);
    // Whether a filter lets a row through; no dropped row. `services`: services_of() that filter.
    bool passes(std::size_t place, const board_filter& filter, const std::vector<std::uint8_t>& services) const;
    // Whether it counts in figures, too: a nullified period never does.
    bool counts(std::size_t place, const board_filter& filter, const std::vector<std::uint8_t>& services) const {
        constexpr auto nullified = static_cast<std::uint8_t>(outcome::nullified);
        return (static_cast<unsigned>((how_[place] & outcome_bits) != nullified) &
                static_cast<unsigned>(passes(place, filter, services))) != 0;
    }
    int paused_by(std::size_t place, std::int32_t day) const;
    std::int32_t due_at(std::size_t place, std::int32_t day) const; // as moved by the pauses up to that day
    clock_state state_of(std::size_t place, std::int32_t as_at) const;
    struct window {
        std::int32_t as_at, from, to;
    };
    void count(std::size_t place, const window& asked, waits_group& group) const;
    void count_waiting(std::size_t place, std::int32_t as_at, waits_group& group) const;
    void count_stop(std::size_t place, waits_group& group) const;

    // Columns, one value a row. A dropped row is passed over, and its place used again.
    std::vector<std::int32_t> started_, from_, until_, due_;
    std::vector<std::uint32_t> request_, school_;
    std::vector<std::uint16_t> service_;
    std::vector<std::uint8_t> how_, target_, stage_, age_, sex_and_ethnicity_, deprivation_and_priority_,
        setting_and_category_;
    std::vector<std::uint32_t> next_;      // the next row of the same request, or nowhere
    std::vector<std::uint32_t> first_row_; // by request number
    std::vector<std::uint32_t> free_;
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::int32_t, std::int32_t>>>
        pauses_; // the few rows that have any
    std::size_t requests_{};
    std::int32_t oldest_{board_row::never}; // the earliest clock start there has been
};

} // namespace clockstart::domain
