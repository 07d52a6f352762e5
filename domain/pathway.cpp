#include "domain/pathway.hpp"

#include "domain/embedded.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <stdexcept>

namespace clockstart::domain {

std::string time_limit::text() const {
    const auto counted = [&](std::string_view one, std::string_view many) {
        return std::to_string(count).append(" ").append(count == 1 ? one : many);
    };
    switch (in) {
    case unit::days:
        return counted("day", "days");
    case unit::weeks:
        return counted("week", "weeks");
    case unit::months:
        return counted("month", "months");
    case unit::working_days:
        return counted("working day", "working days");
    }
    throw std::logic_error{"a limit without a unit"};
}

civil_date due_date(const time_limit& limit, civil_date start, const working_calendar& calendar, int paused_days) {
    switch (limit.in) {
    case time_limit::unit::days:
        return start + std::chrono::days{limit.count + paused_days};
    case time_limit::unit::weeks:
        return start + std::chrono::days{7 * limit.count + paused_days};
    case time_limit::unit::months:
        return add_months(start, limit.count) + std::chrono::days{paused_days};
    case time_limit::unit::working_days:
        return calendar.add_working_days(start, limit.count + paused_days);
    }
    throw std::logic_error{"a limit without a unit"};
}

namespace {

template <class Items, class Member>
auto* find_by(Items& items, Member member, std::string_view wanted) {
    const auto found = std::ranges::find_if(items, [&](const auto& one) { return one.*member == wanted; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

const event_rule* pathway::rule_of(std::string_view type) const { return find_by(events, &event_rule::type, type); }
const target* pathway::target_of(std::string_view target_code) const {
    return find_by(targets, &target::code, target_code);
}
const stage* pathway::stage_of(std::string_view stage_code) const { return find_by(stages, &stage::code, stage_code); }

result<void> pathway_book::add(pathway one) {
    pathway* ended = nullptr;
    for (const auto& held : versions_) {
        if (held->code != one.code) {
            continue;
        }
        if (held->version == one.version) {
            return refuse(errc::invalid, "/version", "is the number of a version that is there already");
        }
        const bool one_is_over = one.valid_to && *one.valid_to < held->valid_from;
        const bool held_is_over = held->valid_to && *held->valid_to < one.valid_from;
        if (one_is_over || held_is_over) {
            continue;
        }
        if (held->valid_to || held->valid_from >= one.valid_from) {
            return refuse(errc::invalid, "/valid_from",
                          "overlaps version " + std::to_string(held->version) + " of this pathway, which holds from " +
                              format_date(held->valid_from) +
                              (held->valid_to ? " to " + format_date(*held->valid_to) : std::string{}));
        }
        ended = held.get();
    }
    if (ended != nullptr) {
        ended->valid_to = one.valid_from - std::chrono::days{1};
    }
    versions_.push_back(std::make_unique<pathway>(std::move(one)));
    return {};
}

const pathway* pathway_book::find(std::string_view code, civil_date on, instant known_at) const {
    const pathway* best = nullptr;
    for (const auto& held : versions_) {
        if (held->code != code || (held->recorded_at && *held->recorded_at > known_at)) {
            continue;
        }
        const bool held_covers = held->valid_from <= on && (!held->valid_to || on <= *held->valid_to);
        if (held_covers) {
            return held.get();
        }
        // Before the first version its rules hold; in a gap, those of the version before it.
        const bool better =
            best == nullptr || (held->valid_from <= on ? best->valid_from > on || held->valid_from > best->valid_from
                                                       : best->valid_from > on && held->valid_from < best->valid_from);
        best = better ? held.get() : best;
    }
    return best;
}

std::vector<const pathway*> pathway_book::current() const {
    std::vector<const pathway*> newest;
    for (const auto& held : versions_) {
        const auto same = std::ranges::find_if(newest, [&](const pathway* one) { return one->code == held->code; });
        if (same == newest.end()) {
            newest.push_back(held.get());
        } else if ((*same)->valid_from < held->valid_from) {
            *same = held.get();
        }
    }
    return newest;
}

const pathway_book& builtin_pathways() {
    static const pathway_book book = [] {
        pathway_book made;
        for (const std::string code : {"equipment", "slt", "ot", "physio", "asd", "adhd", "ehcp-advice"}) {
            const auto text = file("pathways/" + code + ".json");
            made.add(read_pathway(boost::json::parse(text.value())).value()).value();
        }
        return made;
    }();
    return book;
}

} // namespace clockstart::domain
