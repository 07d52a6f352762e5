#pragma once

#include "domain/time.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::domain {

// One bank holiday in England. `announced_on` is given where it was announced late (the funeral of 2022, the coronation
// of 2023): before that day nobody could know of it, so "as it was known then" leaves it out. `recorded_at`: when it
// was added here; none for what is built in.
struct bank_holiday {
    civil_date on;
    std::string title;
    std::optional<civil_date> announced_on;
    std::optional<instant> recorded_at{};

    // The first day on which it was known here; none: always.
    std::optional<civil_date> known_from() const;
    // For who began to wait on `start`, where it became known after that: ", announced late, on 10 September 2022";
    // else
    // "".
    std::string told_late(civil_date start) const;
};

// Which days are working days: Monday to Friday and not a bank holiday in England. Immutable; safe to share between
// threads. Waits count calendar days; only targets stated in working days use this (domain rule: delivery and
// collection promises).
class working_calendar {
public:
    working_calendar() = default;
    // `holidays` in any order. `version` names the edition of the data, and goes into explanations.
    working_calendar(std::string version, std::vector<bank_holiday> holidays);

    bool is_working_day(civil_date date) const;
    // The holiday on that day, or nullptr.
    const bank_holiday* holiday_on(civil_date date) const;
    // The n-th working day after `from` (n = 0: `from` itself, whatever day that is).
    civil_date add_working_days(civil_date from, int n) const;
    // Working days after `from` up to and including `to`; 0 when `to` is not later.
    int working_days_between(civil_date from, civil_date to) const;
    // This calendar as it could be known on a day: without what was announced or added later.
    working_calendar known_on(civil_date day) const;
    working_calendar known_at(instant at) const;
    // This calendar with days more, as another edition; a day that is there already is replaced.
    working_calendar with(const std::vector<bank_holiday>& more) const;

    const std::string& version() const { return version_; }
    const std::vector<bank_holiday>& holidays() const { return holidays_; }

private:
    std::string version_;
    std::vector<bank_holiday> holidays_; // by date
};

// {"version": "...", "holidays": [{"on": "2026-12-25", "title": "...", "announced_on"?: "..."}]}
result<working_calendar> read_calendar(const boost::json::value& document);

// The file of gov.uk, bank-holidays.json: {"england-and-wales": {"events": [{"date", "title", ...}]}}; other members
// are passed over. Faults by their place in it.
result<std::vector<bank_holiday>> read_holiday_list(const boost::json::value& document);

// England, 2012 to 2028, built into the program. What judges requests is this with the days that were added to the
// folder: db::live_board::calendar().
const working_calendar& england_calendar();

} // namespace clockstart::domain
