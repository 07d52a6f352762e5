#include "domain/calendar.hpp"

#include "domain/embedded.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <stdexcept>

namespace clockstart::domain {
namespace {

bool is_weekend(civil_date date) {
    const std::chrono::weekday day{date};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

bool earlier(const bank_holiday& one, civil_date date) { return one.on < date; }

// One member of a holiday as a date; a refusal points into the document.
result<civil_date> date_member(const boost::json::object& holiday, std::string_view name, const std::string& at) {
    const auto* value = holiday.if_contains({name.data(), name.size()});
    const auto pointer = at + "/" + std::string{name};
    if (value == nullptr || !value->is_string()) {
        return refuse(errc::invalid, pointer, "must be a date, YYYY-MM-DD");
    }
    const auto& text = value->get_string();
    return parse_date({text.data(), text.size()}, pointer);
}

} // namespace

std::optional<civil_date> bank_holiday::known_from() const {
    if (!recorded_at) {
        return announced_on;
    }
    return announced_on ? std::max(*announced_on, london_date(*recorded_at)) : london_date(*recorded_at);
}

std::string bank_holiday::told_late(civil_date start) const {
    const auto known = known_from();
    if (!known || *known <= start) {
        return {};
    }
    if (!announced_on) {
        return ", which was added on " + format_long_date(*known);
    }
    return ", announced late, on " + format_long_date(*announced_on) +
           (*known == *announced_on ? std::string{} : ", and added on " + format_long_date(*known));
}

working_calendar::working_calendar(std::string version, std::vector<bank_holiday> holidays)
    : version_{std::move(version)}, holidays_{std::move(holidays)} {
    std::sort(holidays_.begin(), holidays_.end(), [](const auto& one, const auto& other) { return one.on < other.on; });
}

bool working_calendar::is_working_day(civil_date date) const {
    return !is_weekend(date) && holiday_on(date) == nullptr;
}

const bank_holiday* working_calendar::holiday_on(civil_date date) const {
    const auto found = std::lower_bound(holidays_.begin(), holidays_.end(), date, earlier);
    return found != holidays_.end() && found->on == date ? &*found : nullptr;
}

civil_date working_calendar::add_working_days(civil_date from, int n) const {
    while (n > 0) {
        from += std::chrono::days{1};
        n -= is_working_day(from) ? 1 : 0;
    }
    return from;
}

int working_calendar::working_days_between(civil_date from, civil_date to) const {
    if (to <= from) {
        return 0;
    }
    // Whole weeks have five working days each; what is left is looked at day by day; holidays are then taken off.
    const int weeks = days_between(from, to) / 7;
    int count = weeks * 5;
    for (auto day = from + std::chrono::days{7 * weeks + 1}; day <= to; day += std::chrono::days{1}) {
        count += is_weekend(day) ? 0 : 1;
    }
    auto holiday = std::lower_bound(holidays_.begin(), holidays_.end(), from + std::chrono::days{1}, earlier);
    civil_date last{from};
    for (; holiday != holidays_.end() && holiday->on <= to; ++holiday) {
        count -= is_weekend(holiday->on) || holiday->on == last ? 0 : 1;
        last = holiday->on;
    }
    return count;
}

working_calendar working_calendar::known_on(civil_date day) const {
    return known_at(first_instant(day + std::chrono::days{1}) - std::chrono::microseconds{1});
}

working_calendar working_calendar::known_at(instant at) const {
    auto known = holidays_;
    const auto today = london_date(at);
    std::erase_if(known, [&](const bank_holiday& one) {
        return (one.announced_on && *one.announced_on > today) || (one.recorded_at && *one.recorded_at > at);
    });
    return {version_, std::move(known)};
}

working_calendar working_calendar::with(const std::vector<bank_holiday>& more) const {
    auto all = holidays_;
    std::erase_if(all, [&](const bank_holiday& held) {
        return std::ranges::find(more, held.on, &bank_holiday::on) != more.end();
    });
    all.insert(all.end(), more.begin(), more.end());
    const auto added = std::ranges::count_if(all, [](const bank_holiday& one) { return one.recorded_at.has_value(); });
    return {version_.substr(0, version_.find('+')) + (added == 0 ? std::string{} : '+' + std::to_string(added)),
            std::move(all)};
}

result<working_calendar> read_calendar(const boost::json::value& document) {
    const auto* object = document.if_object();
    const auto* version = object ? object->if_contains("version") : nullptr;
    const auto* list = object ? object->if_contains("holidays") : nullptr;
    if (version == nullptr || !version->is_string()) {
        return refuse(errc::invalid, "/version", "must name the edition of the calendar");
    }
    if (list == nullptr || !list->is_array()) {
        return refuse(errc::invalid, "/holidays", "must be a list of bank holidays");
    }
    std::vector<bank_holiday> holidays;
    for (const auto& one : list->get_array()) {
        const auto at = "/holidays/" + std::to_string(holidays.size());
        const auto* holiday = one.if_object();
        const auto* title = holiday ? holiday->if_contains("title") : nullptr;
        if (title == nullptr || !title->is_string()) {
            return refuse(errc::invalid, at + "/title", "must name the bank holiday");
        }
        auto on = date_member(*holiday, "on", at);
        if (!on) {
            return on.error();
        }
        bank_holiday read{*on, std::string{title->get_string().c_str()}, std::nullopt};
        if (holiday->contains("announced_on")) {
            auto announced = date_member(*holiday, "announced_on", at);
            if (!announced) {
                return announced.error();
            }
            read.announced_on = *announced;
        }
        holidays.push_back(std::move(read));
    }
    return working_calendar{std::string{version->get_string().c_str()}, std::move(holidays)};
}

const working_calendar& england_calendar() {
    static const auto calendar = [] {
        const auto text = file("calendar/england.json");
        if (!text) {
            throw std::logic_error{"the calendar is not built in"};
        }
        return read_calendar(boost::json::parse({text->data(), text->size()})).value();
    }();
    return calendar;
}

} // namespace clockstart::domain
