#include "service/demo/story.hpp"

#include "domain/calendar.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace clockstart::service::demo {

namespace {

namespace json = boost::json;
using std::chrono::days;

json::object details_of(const story::entry& one, const places& where) {
    switch (one.what) {
    case story::details::communicated:
        return {{"communicated", true}};
    case story::details::not_communicated:
        return {{"communicated", false}};
    case story::details::conditions:
        return {{"conditions",
                 {{"communicated", true},
                  {"not_against_best_interests", true},
                  {"published_policy", true},
                  {"protects_vulnerable", true}}}};
    case story::details::moved:
        return {{"to_service", where.service(one.service).code}};
    case story::details::some_items:
        return {{"items", json::array{json::object{{"item", one.item}, {"quantity", 1}}}}};
    case story::details::none:
    case story::details::corrects:
        break;
    }
    return {};
}

} // namespace

domain::civil_date working_day(domain::civil_date day) {
    const auto& calendar = domain::england_calendar();
    while (!calendar.is_working_day(day)) {
        day += days{1};
    }
    return day;
}

std::size_t story::tell(int day, std::string_view type, std::string_view reason, details what) {
    entries_.push_back({.recorded = day, .on = day, .type = type, .reason = reason, .what = what});
    return entries_.size() - 1;
}

void story::tell_move(int day, std::size_t service, std::string_view reason) {
    entries_[tell(day, domain::event_type::transferred, reason, details::moved)].service = service;
}

void story::tell_part_delivery(int day, int item) {
    entries_[tell(day, "part_delivered", {}, details::some_items)].item = item;
}

std::size_t story::tell_late(int day, int recorded, std::string_view type, std::string_view why) {
    tell(recorded, domain::event_type::note, why);
    const auto place = tell(recorded, type);
    entries_[place].on = day;
    return place;
}

void story::correct(int recorded, std::optional<std::size_t> which, int on, std::string_view why, bool voids) {
    tell(recorded, domain::event_type::note, why);
    auto& made = entries_[tell(recorded, domain::event_type::corrected, "data_entry", details::corrects)];
    made.on = on;
    made.corrected = which;
    made.voids = voids;
}

int story::last_day() const {
    return std::accumulate(entries_.begin(), entries_.end(), 0,
                           [](int last, const entry& one) { return std::max(last, one.recorded); });
}

std::vector<domain::proposed_event> story::history(domain::civil_date start, domain::civil_date as_at,
                                                   const places& where) const {
    std::vector<std::size_t> order(entries_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [this](std::size_t place) { return entries_[place].recorded; });
    std::vector<std::int64_t> places_in_ledger(entries_.size(), 0);
    auto earliest = as_at;
    for (const auto& one : entries_) {
        // An event whose day is corrected counts on both days; corrections of the opening are what this is for.
        if (one.what != details::corrects || one.corrected) {
            earliest = std::min(earliest, working_day(start + days{one.on}));
        }
    }

    std::vector<domain::proposed_event> history;
    for (const auto place : order) {
        const auto& one = entries_[place];
        if (working_day(start + days{one.recorded}) > as_at) {
            break;
        }
        domain::proposed_event event{std::string{one.type}, working_day(start + days{one.on}), std::string{one.reason},
                                     details_of(one, where)};
        if (one.what == details::corrects) {
            event.on = one.on < 0 ? start + days{one.on} : event.on;
            // The opening cannot come to lie after another event.
            event.on = one.corrected ? event.on : std::min(event.on, earliest);
            // The journal counts in this request's history: 0 is the opening event.
            event.details["corrects"] = one.corrected ? -places_in_ledger[*one.corrected] : 0;
            if (one.voids) {
                event.details["void"] = true;
            }
        }
        history.push_back(std::move(event));
        places_in_ledger[place] = static_cast<std::int64_t>(history.size());
    }
    return history;
}

void tell_in_passing(story& told, chance& luck, int wait, std::optional<std::size_t> move_to) {
    static constexpr std::array<std::string_view, 6> remarks{
        "Family rang to ask where things stand; told them the position and the number to ring",
        "School asks for strategies while waiting; leaflet sent",
        "Interpreter needed at the visit",
        "New telephone number taken down",
        "Sent advice on what helps in the meantime",
        "Family prefers appointments after school"};
    for (int day = luck.between(120, 180); day < wait; day += luck.between(120, 200)) {
        if (luck.happens(0.7)) {
            told.tell(day, domain::event_type::confirmed_waiting);
        }
    }
    if (wait > 2 && luck.happens(0.07)) {
        told.tell(luck.between(1, wait - 1), domain::event_type::note, luck.one_of(remarks));
    }
    if (move_to && wait > 5) {
        told.tell_move(luck.between(4, wait - 1), *move_to, luck.happens(0.6) ? "moved_away" : "capacity");
    }
    if (luck.happens(0.025)) {
        const bool earlier = luck.happens(0.75);
        told.correct(luck.between(3, std::min(wait, 60) + 10), {}, earlier ? -luck.between(1, 20) : luck.between(1, 6),
                     earlier ? "The letter had lain in another department"
                             : "The form carries a later date than was typed in");
    }
}

int tell_end(story& told, chance& luck, int wait, std::string_view type, std::string_view why) {
    if (luck.happens(0.06)) {
        const int known = wait + luck.between(3, 21);
        told.tell_late(wait, known, type, why);
        return known;
    }
    const auto end = told.tell(wait, type);
    if (luck.happens(0.012)) {
        told.correct(wait + luck.between(4, 30), end, std::max(1, wait - luck.between(1, 5)),
                     "The date was taken from the wrong line");
    }
    return wait;
}

} // namespace clockstart::service::demo
