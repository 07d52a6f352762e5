#include "tests/scheduler/plain_steps.hpp"

#include "domain/calendar.hpp"

#include <algorithm>

namespace clockstart::scheduler {

namespace {

using domain::civil_date;
using domain::instant;
using std::chrono::days;

constexpr instant never = instant::max();

// Five days in a row are no reason to count any faster: day by day, Saturdays, Sundays and bank holidays left out.
civil_date after_working_days(civil_date from, int count) {
    auto day = from;
    while (count > 0) {
        day += days{1};
        const auto weekday = std::chrono::weekday{day};
        const bool is_weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        const auto& holidays = domain::england_calendar().holidays();
        const bool is_holiday = std::ranges::any_of(holidays, [&](const auto& one) { return one.on == day; });
        count -= is_weekend || is_holiday ? 0 : 1;
    }
    return day;
}

struct target {
    std::string_view code;
    int limit_days;
    std::string_view met_by;
};

std::vector<target> targets_of(std::string_view pathway) {
    if (pathway == "equipment") {
        return {{"delivered", 42, "delivered"}};
    }
    if (pathway == "slt") {
        return {{"first_contact", 126, "first_contact"}};
    }
    return {{"first_contact", 91, "first_contact"}, {"outcome", 364, "outcome_shared"}};
}

bool ends_everything(std::string_view type) { return type == "withdrawn" || type == "closed"; }

class walker {
public:
    walker(const plain_life& life, const std::vector<instant>& passes) : life_{life}, passes_{passes} {}

    std::multiset<plain_step> walk() {
        for (const auto& one : targets_of(life_.pathway)) {
            climb(one);
        }
        const auto headline = targets_of(life_.pathway).front();
        const auto waiting_ends = stop_of(headline);
        const auto closed = when([](std::string_view type) { return ends_everything(type); });
        const auto any = [](std::string_view) { return true; };
        const auto planning = [](std::string_view type) { return type != "note"; };
        const auto confirming = [&](std::string_view type) {
            return type == "confirmed_waiting" || type == life_.events.front().type;
        };
        watch("nothing_happened", any, 28, 84, waiting_ends);
        watch("still_waiting", confirming, 84, 84, waiting_ends);
        watch_working_days("no_next_step", planning, 10, 84, waiting_ends);
        watch(
            "equipment_review", [](std::string_view type) { return type == "delivered"; }, 182, 84, closed);
        chase_reasons();
        return steps_;
    }

private:
    template <class Which>
    instant when(Which which) const {
        for (const auto& one : life_.events) {
            if (which(one.type)) {
                return one.at;
            }
        }
        return never;
    }
    instant stop_of(const target& one) const {
        return when([&](std::string_view type) { return type == one.met_by || ends_everything(type); });
    }

    // The first look at or after an instant: the alarm's, or that of a change to this request.
    instant noticed(instant at) const {
        auto first = std::ranges::lower_bound(passes_, at);
        auto found = first == passes_.end() ? never : *first;
        for (const auto& one : life_.events) {
            if (one.at >= at) {
                found = std::min(found, one.at);
            }
        }
        return found;
    }

    void climb(const target& one) {
        const auto opened = life_.events.front().at;
        const auto stop = stop_of(one);
        const auto due = life_.clock_start + days{one.limit_days};
        const auto breach_at = domain::first_instant(due + days{1});
        std::vector<std::pair<std::string, instant>> ladder;
        for (const auto& [code, offset] :
             {std::pair{"due-14", -14}, {"due-7", -7}, {"breach", 1}, {"due+7", 7}, {"due+14", 14}, {"due+28", 28}}) {
            ladder.emplace_back(code, domain::first_instant(due + days{offset}));
        }
        // What lay in the past when the request came in: of it the breach and the last step are told.
        std::string last_past;
        for (const auto& [code, at] : ladder) {
            last_past = at <= opened ? code : last_past;
        }
        for (const auto& [code, at] : ladder) {
            const bool is_past = at <= opened;
            if (at > stop || (is_past && code != "breach" && code != last_past)) {
                continue;
            }
            const auto seen = noticed(std::max(at, opened));
            const bool skipped = !is_past && at < breach_at && noticed(breach_at) == seen && breach_at <= stop;
            if (seen != never) {
                steps_.insert({std::string{one.code}, code, due, at, seen, skipped});
                if (code == "breach") {
                    breaches_.push_back({domain::london_date(seen), stop});
                }
            }
        }
    }

    template <class Which, class Next>
    void watch_by(std::string_view code, Which which, Next first, int again, instant until) {
        for (std::size_t place = 0; place < life_.events.size(); ++place) {
            if (!which(life_.events[place].type)) {
                continue;
            }
            auto end = until;
            for (auto later = place + 1; later < life_.events.size(); ++later) {
                if (which(life_.events[later].type)) {
                    end = std::min(end, life_.events[later].at);
                }
            }
            auto due = first(domain::london_date(life_.events[place].at));
            for (auto at = domain::first_instant(due + days{1}); at <= end; at = domain::first_instant(due + days{1})) {
                const auto seen = noticed(at);
                if (seen == never) {
                    break;
                }
                steps_.insert({"", std::string{code}, due, at, seen, false});
                due += days{again};
            }
        }
    }
    template <class Which>
    void watch(std::string_view code, Which which, int first, int again, instant until) {
        watch_by(
            code, which, [&](civil_date from) { return from + days{first}; }, again, until);
    }
    template <class Which>
    void watch_working_days(std::string_view code, Which which, int first, int again, instant until) {
        watch_by(
            code, which, [&](civil_date from) { return after_working_days(from, first); }, again, until);
    }

    // From the day on which the first breach was noticed until one reason is given; each reason is for the last breach
    // without one.
    void chase_reasons() {
        const auto explained = when([](std::string_view type) { return type == "breach_explained"; });
        if (breaches_.empty()) {
            return;
        }
        auto since = breaches_.front().noticed_on;
        for (const auto& one : breaches_) {
            since = std::min(since, one.noticed_on);
        }
        auto due = after_working_days(since, 5);
        for (auto at = domain::first_instant(due + days{1}); at <= explained;
             at = domain::first_instant(due + days{1})) {
            const auto seen = noticed(at);
            if (seen == never) {
                return;
            }
            steps_.insert({"", "breach_without_reason", due, at, seen, false});
            due = after_working_days(due, 20);
        }
    }

    struct noticed_breach {
        civil_date noticed_on{};
        instant stop{};
    };

    const plain_life& life_;
    const std::vector<instant>& passes_;
    std::multiset<plain_step> steps_;
    std::vector<noticed_breach> breaches_;
};

} // namespace

std::multiset<plain_step> plain_steps(const plain_life& life, const std::vector<instant>& passes) {
    return walker{life, passes}.walk();
}

} // namespace clockstart::scheduler
