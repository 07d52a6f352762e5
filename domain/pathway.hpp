#pragma once

#include "domain/calendar.hpp"
#include "domain/time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// How long a target allows, in the unit of the policy. Day N of N is inside.
struct time_limit {
    enum class unit { days, weeks, months, working_days };
    unit in{unit::days};
    int count{};

    std::string text() const; // "6 weeks", "5 working days"
    bool operator==(const time_limit&) const = default;
};
// "working_days", and back: the units as documents write them.
std::string_view name_of(time_limit::unit unit);
std::optional<time_limit::unit> limit_unit_of(std::string_view name);

// The last day inside the limit, for a clock started on `start`, with `paused_days` that do not count (working days for
// a limit in working days, else calendar days).
civil_date due_date(const time_limit& limit, civil_date start, const working_calendar& calendar, int paused_days = 0);

// One step of a target's ladder: so many days before (negative) or after the due date, or at a share of the time
// allowed, to a role.
struct ladder_step {
    std::string code;                     // "due-7", "breach", "due+14": unique within the target
    std::optional<int> days_from_due;     // -14 ... +28
    std::optional<int> percent_of_target; // 1 ... 100
    std::string role;                     // one of those in domain/step_text.cpp
};

// From one event to another within a limit.
struct target {
    std::string code; // "delivered"
    std::string name; // "Equipment delivered"
    time_limit limit;
    std::vector<std::string> starts;             // events that start the clock when it was never started
    std::vector<std::string> restarts_after_end; // events that start a new clock after one that ended (RTT code 11)
    std::vector<std::string>
        restarts_after_nullified;   // events that start a new clock after one that is not counted (rebooking)
    std::vector<std::string> meets; // stopped by what the child waited for
    std::vector<std::string> ends;  // stopped otherwise (active monitoring, declined, withdrawn, closed)
    std::vector<std::string>
        nullifies; // the first such event whose details say {"communicated": true}: the period is not counted
    std::vector<std::string> pauses, resumes;
    std::vector<ladder_step> ladder;
};

struct stage {
    std::string code; // "ordered"
    std::string name; // "Ordered"
    bool open{true};  // false: nothing more is to happen
};

// What may be recorded on a pathway.
struct event_rule {
    std::string type;
    std::string name;               // for people: "Equipment delivered"
    std::string stage;              // the stage it moves the request to; empty: none
    bool once{false};               // refused a second time
    bool needs_reason{false};       // refused without `reason`
    bool closes{false};             // after it only corrected, note and what is marked so may follow
    bool common{false};             // one of the types that every pathway has
    bool by_clockstart{false};      // recorded by time itself, never by people (`breached`)
    std::vector<std::string> after; // refused unless one of these came before
    std::vector<std::string>
        requires_conditions; // after a `not_brought`, details.conditions must have all of these true
};

// A pathway is policy as data: one version of it, valid from a date on (judged by the clock start).
struct pathway {
    std::string code;   // "equipment"
    std::string name;   // "Equipment"
    std::string prefix; // "EQ", of its references
    int version{};
    civil_date valid_from{};
    std::optional<civil_date> valid_to; // last day, inclusive
    std::string opens_with;             // the event that a new request begins with: "identified"
    std::vector<stage> stages;          // in order
    std::vector<event_rule> events;     // the pathway's own in order, then the common ones
    std::vector<target> targets;        // the first is the headline
    std::vector<std::string> reasons;   // coded reasons; other words go to the vault
    // When it was stored; none for what is built in. Not part of the document.
    std::optional<instant> recorded_at{};

    const target& headline() const { return targets.front(); }
    const event_rule* rule_of(std::string_view type) const;
    const target* target_of(std::string_view target_code) const;
    const stage* stage_of(std::string_view stage_code) const;
};

// One document, as in domain/pathways/*.json. A fault's pointer leads into the document.
result<pathway> read_pathway(const boost::json::value& document);
// The same pathway as the API shows it (and as read_pathway takes it).
boost::json::object show_pathway(const pathway& one);

// A ladder on its own: a list of steps, in the shape it has within a pathway. A fault's pointer begins with /steps.
result<std::vector<ladder_step>> read_ladder(const boost::json::value& steps);
boost::json::array show_ladder(const std::vector<ladder_step>& steps);

// A pathway with some of its limits changed, for trying: {"targets": [{"code": "delivered", "limit": {"weeks": 5}}],
// "applies"?: "running"}. A fault's pointer leads into `changes`.
result<pathway> change_limits(const pathway& base, const boost::json::object& changes);

// Whether requests may go from one version to another: the same prefix and opening event, every event kept, stages and
// targets in the same places (what is stored tells targets by their place). All faults at once, by their place in the
// document of `next`.
result<void> check_succession(const pathway& before, const pathway& next);

// All versions of all pathways. Immutable once shared.
class pathway_book {
public:
    // An open-ended version is ended on the day before this one begins. Refused where it overlaps another version of
    // that pathway otherwise.
    result<void> add(pathway one);
    // The version in force on a day (the earliest version before all of them), or nullptr when the code is unknown.
    // Versions stored after `known_at` are passed over: "as it was known then".
    const pathway* find(std::string_view code, civil_date on, instant known_at = instant::max()) const;
    // The newest version of each pathway, in the order they were added.
    std::vector<const pathway*> current() const;
    const std::vector<std::unique_ptr<pathway>>& all() const { return versions_; }

private:
    std::vector<std::unique_ptr<pathway>> versions_;
};

// The seven built into the program: equipment, slt, ot, physio, asd, adhd, ehcp-advice.
const pathway_book& builtin_pathways();

} // namespace clockstart::domain
