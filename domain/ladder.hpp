#pragma once

#include "domain/clock.hpp"
#include "domain/directory.hpp"
#include "domain/pathway.hpp"
#include "domain/step.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// The steps of a clock's ladder in order of time, reached or not. A step `n` days from the due day is reached at the
// first instant of that day in London; the breach (0) in the first instant after the due day; a share of the target
// when so much of the time allowed has passed, in whole days.
//
// A ladder that does not name the breach has it all the same. A clock that is stopped, paused or not counted has none.
// After a pause that moved the due day the steps up to its end are left out: they were reached with the due day before.
// So are those that would come before the clock's second day.
std::vector<step> ladder_steps(const clock& one, std::span<const ladder_step> ladder);

// The ladder that one service, or one area with all in it, uses instead of the pathway's own; for due days from `from`
// to `to`, both inclusive.
struct ladder_override {
    std::string pathway, target; // codes
    std::string service;         // code; or
    std::string area;            // code
    civil_date from{};
    std::optional<civil_date> to;
    std::vector<ladder_step> steps;
    std::optional<instant> recorded_at{}; // when it was set, and by whom
    std::string recorded_by{};
    bool is_ended_by_next{false}; // it was set without an end; `to` came with the one that follows it
};

// All of them. Immutable once shared.
class ladder_book {
public:
    // One for the same target and place that began earlier and has no end is ended on the day before. errc::conflict
    // where another overlaps it in its dates.
    result<void> add(ladder_override one);
    // As the book was then, without what was set later.
    ladder_book known_at(instant then) const;
    const std::vector<ladder_override>& all() const { return overrides_; }

    // Of the service itself, or else of the nearest area above it on the due day, or else the target's own.
    std::span<const ladder_step> ladder_of(std::string_view pathway, const target& rule, std::string_view service,
                                           const directory& places, civil_date due_on) const;

private:
    std::vector<ladder_override> overrides_;
};

} // namespace clockstart::domain
