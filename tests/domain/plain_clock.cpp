#include "plain_clock.hpp"

#include <algorithm>

namespace clockstart::domain {

namespace {

constexpr std::chrono::days a_day{1};

bool is_in(const std::vector<std::string>& list, const std::string& type) { return std::ranges::count(list, type) > 0; }

// What happened on each day, the last correction of everything taken into account.
std::map<civil_date, std::vector<const event*>> diary_of(std::span<const event> ledger) {
    std::map<civil_date, std::vector<const event*>> diary;
    for (const auto& one : ledger) {
        auto on = one.on;
        bool counts = one.type != "corrected";
        for (const auto& later : ledger) {
            if (later.type == "corrected" && later.details.at("corrects").as_int64() == one.sequence) {
                on = later.on;
                counts = !later.details.contains("void");
            }
        }
        if (counts) {
            diary[on].push_back(&one);
        }
    }
    return diary;
}

// One period with the tally of its days.
struct tally {
    civil_date start{};
    int allowed{}; // days that the limit gives, in its unit
    int counted{}; // days that counted
    int paused_days{};
    bool paused{};
    bool late{};              // the last day inside has gone by
    civil_date last_inside{}; // so far
    std::optional<civil_date> stop;
    std::optional<clock_state> how; // met, ended or nullified
};

class walker {
public:
    walker(const target& rule, const working_calendar& calendar) : rule_{rule}, calendar_{calendar} {}

    void pass(civil_date today, const std::vector<const event*>& happened) {
        if (!tallies_.empty() && !tallies_.back().stop) {
            count(today, tallies_.back());
        }
        for (const auto* const one : happened) {
            hear_of_visit(*one);
            take(today, *one);
        }
    }

    std::vector<plain_period> at_the_end_of(civil_date today) const {
        std::vector<plain_period> periods;
        for (const auto& one : tallies_) {
            periods.push_back({.start = one.start,
                               .state = state_of(one),
                               .waited = one.how == clock_state::nullified ? 0 : one.counted,
                               .remaining = one.stop ? std::nullopt : std::optional{one.allowed - one.counted},
                               .due = due_of(one, one.stop.value_or(today)),
                               .stop = one.stop,
                               .paused_days = one.paused_days});
        }
        return periods;
    }

private:
    bool is_of_unit(civil_date day) const {
        return rule_.limit.in != time_limit::unit::working_days || calendar_.is_working_day(day);
    }

    int allowed_from(civil_date start) const {
        switch (rule_.limit.in) {
        case time_limit::unit::weeks:
            return rule_.limit.count * 7;
        case time_limit::unit::months:
            return days_between(start, add_months(start, rule_.limit.count));
        case time_limit::unit::days:
        case time_limit::unit::working_days:
            break;
        }
        return rule_.limit.count;
    }

    // A day of pause never counts and never makes late. A day that counts beyond what is allowed is late; so is any day
    // after the last allowed one, were it a Sunday.
    void count(civil_date today, tally& one) const {
        if (one.paused) {
            ++one.paused_days;
        } else if (is_of_unit(today)) {
            ++one.counted;
        }
        const bool is_inside = one.counted <= one.allowed && (one.paused || is_of_unit(today));
        if (!one.late && is_inside) {
            one.last_inside = today;
        } else if (!one.paused && one.counted >= one.allowed) {
            one.late = true;
        }
    }

    void hear_of_visit(const event& one) {
        if (is_in(rule_.nullifies, one.type)) {
            visits_ += 'N'; // not brought
        } else if (one.type == "first_contact" || one.type == "assessed") {
            visits_ += 'S'; // seen
        } else if (is_in(rule_.restarts_after_nullified, one.type)) {
            visits_ += 'B'; // booked
        }
    }
    bool was_first_not_brought() const {
        return !visits_.empty() && visits_.back() == 'N' && std::ranges::count(visits_, 'N') == 1 &&
               std::ranges::count(visits_, 'S') == 0;
    }
    static bool is_true(const boost::json::object& from, std::string_view name) {
        const auto* const said = from.if_contains(name);
        return said != nullptr && *said == true;
    }
    static bool has_four_conditions(const event& one) {
        const auto* const said = one.details.if_contains("conditions");
        return said != nullptr && is_true(said->as_object(), "communicated") &&
               is_true(said->as_object(), "not_against_best_interests") &&
               is_true(said->as_object(), "published_policy") && is_true(said->as_object(), "protects_vulnerable");
    }

    void take(civil_date today, const event& one) {
        if (tallies_.empty()) {
            if (is_in(rule_.starts, one.type)) {
                begin(today);
            }
            return;
        }
        auto& last = tallies_.back();
        if (last.how == clock_state::ended && is_in(rule_.restarts_after_end, one.type)) {
            begin(today);
        } else if (last.how == clock_state::nullified && is_in(rule_.restarts_after_nullified, one.type)) {
            begin(today);
        } else if (last.stop) {
            return;
        } else if (is_in(rule_.meets, one.type)) {
            finish(today, clock_state::met);
        } else if (is_in(rule_.nullifies, one.type) && was_first_not_brought() &&
                   is_true(one.details, "communicated")) {
            finish(today, clock_state::nullified);
        } else if (is_in(rule_.ends, one.type)) {
            finish(today,
                   was_first_not_brought() && has_four_conditions(one) ? clock_state::nullified : clock_state::ended);
        } else if (is_in(rule_.pauses, one.type)) {
            last.paused = true;
        } else if (is_in(rule_.resumes, one.type)) {
            last.paused = false;
        }
    }

    void begin(civil_date today) {
        tallies_.push_back({.start = today, .allowed = allowed_from(today), .last_inside = today});
    }
    void finish(civil_date today, clock_state how) {
        tallies_.back().stop = today;
        tallies_.back().how = how;
    }

    static clock_state state_of(const tally& one) {
        if (one.how == clock_state::met) {
            return one.late ? clock_state::missed : clock_state::met;
        }
        if (one.how) {
            return *one.how;
        }
        return one.paused ? clock_state::paused : (one.late ? clock_state::breached : clock_state::running);
    }

    // The last day inside, if from now on every day counts.
    civil_date due_of(const tally& one, civil_date today) const {
        auto due = one.last_inside;
        int counted = one.counted;
        for (auto ahead = today + a_day; !one.late && counted < one.allowed; ahead += a_day) {
            if (is_of_unit(ahead)) {
                ++counted;
                due = ahead;
            }
        }
        return due;
    }

    const target& rule_;
    const working_calendar& calendar_;
    std::vector<tally> tallies_;
    std::string visits_;
};

} // namespace

std::map<civil_date, std::vector<plain_period>> walk_day_by_day(const target& rule, std::span<const event> ledger,
                                                                const working_calendar& calendar,
                                                                const std::set<civil_date>& asked) {
    const auto diary = diary_of(ledger);
    std::map<civil_date, std::vector<plain_period>> answers;
    walker on_foot{rule, calendar};
    static const std::vector<const event*> nothing;
    for (auto today = std::min(diary.begin()->first, *asked.begin()); today <= *asked.rbegin(); today += a_day) {
        const auto happened = diary.find(today);
        on_foot.pass(today, happened == diary.end() ? nothing : happened->second);
        if (asked.contains(today)) {
            answers[today] = on_foot.at_the_end_of(today);
        }
    }
    return answers;
}

plain_period plain(const clock& one) {
    return {.start = one.started_on.value(),
            .state = one.state,
            .waited = one.waited_days.value(),
            .remaining = one.remaining_days,
            .due = one.due_on.value(),
            .stop = one.stopped_on,
            .paused_days = one.paused_days};
}

} // namespace clockstart::domain
