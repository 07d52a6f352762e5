#include "db/rules_writer.hpp"

#include "db/calendar_rows.hpp"
#include "db/directory_rows.hpp"
#include "db/directory_writer.hpp"
#include "db/judging_anew.hpp"

#include <algorithm>
#include <limits>

namespace clockstart::db {

namespace {

constexpr std::size_t longest_code = 40;

bool is_code(std::string_view text) {
    const auto is_small = [](char one) { return one >= 'a' && one <= 'z'; };
    return !text.empty() && text.size() <= longest_code && is_small(text.front()) &&
           std::ranges::all_of(text,
                               [&](char one) { return is_small(one) || (one >= '0' && one <= '9') || one == '-'; });
}

std::vector<const domain::pathway*> versions_of(const domain::pathway_book& book, std::string_view code) {
    std::vector<const domain::pathway*> found;
    for (const auto& one : book.all()) {
        if (one->code == code) {
            found.push_back(one.get());
        }
    }
    return found;
}

// What a pathway that nobody knows yet must not have.
domain::result<void> check_new_code(const domain::pathway_book& book, const domain::pathway& one) {
    if (!is_code(one.code)) {
        return domain::refuse(domain::errc::invalid, "/code",
                              "is to be up to 40 small letters, digits and hyphens, a letter first");
    }
    const bool is_taken = std::ranges::any_of(book.all(), [&](const auto& held) { return held->prefix == one.prefix; });
    if (is_taken) {
        return domain::refuse(domain::errc::invalid, "/prefix", "belongs to another pathway");
    }
    return {};
}

domain::result<void> check_version(const std::vector<const domain::pathway*>& held, const domain::pathway& one,
                                   domain::civil_date today) {
    for (const auto* const other : held) {
        if (auto follows = domain::check_succession(*other, one); !follows) {
            return follows.error();
        }
        const bool ends_it = !other->valid_to && other->valid_from < one.valid_from;
        if (ends_it && one.valid_from < today) {
            return domain::refuse(domain::errc::invalid, "/valid_from",
                                  "is in the past: who began to wait then keeps the rule of that day; let it begin "
                                  "today or later");
        }
    }
    return {};
}

// The clock starts that are judged by this version now: its own dates, the gap after it, and, of the first version, all
// days before.
pending_judging days_judged_by(const std::vector<const domain::pathway*>& held, const domain::pathway& one) {
    pending_judging change{.number = 0,
                           .pathway = one.code,
                           .from_day = std::numeric_limits<int>::min(),
                           .to_day = std::numeric_limits<int>::max(),
                           .come_to = 0,
                           .up_to = 0};
    for (const auto* const other : held) {
        if (other->valid_from < one.valid_from) {
            change.from_day = domain::day_number(one.valid_from);
        } else {
            change.to_day = std::min(change.to_day, domain::day_number(other->valid_from) - 1);
        }
    }
    return change;
}

} // namespace

domain::result<receipt> write(journal_state& state, const put_pathway& what) {
    auto version = what.version;
    const auto held = versions_of(*state.pathways, version.code);
    const auto fits = held.empty() ? check_new_code(*state.pathways, version)
                                   : check_version(held, version, domain::london_date(state.now()));
    if (!fits) {
        return fits.error();
    }
    auto book = std::make_shared<domain::pathway_book>();
    for (const auto& one : state.pathways->all()) {
        book->add(*one).value();
    }
    auto change = days_judged_by(held, version);
    version.recorded_at = state.stamp();
    if (auto added = book->add(version); !added) {
        return added.error();
    }
    put_row(state.sql, version, state.pathways->all().size());
    state.pathways = std::move(book);
    auto done =
        note_change(state, what.by, "pathway " + version.code + " version " + std::to_string(version.version), 1);
    begin_judging_anew(state, std::move(change));
    return done;
}

domain::result<receipt> write(journal_state& state, const put_holidays& what) {
    const auto today = domain::london_date(state.now());
    const auto year_ago = domain::add_months(today, -12);
    domain::refusal why{domain::errc::invalid, {}, BOOST_CURRENT_LOCATION};
    for (std::size_t place = 0; place < what.holidays.size(); ++place) {
        const auto& one = what.holidays[place];
        const auto at = "/holidays/" + std::to_string(place);
        const auto first = std::ranges::find(what.holidays, one.on, &domain::bank_holiday::on);
        if (state.calendar->holiday_on(one.on) != nullptr || &*first != &one) {
            why.code = domain::errc::conflict;
            why.faults.push_back({at + "/on", "is a bank holiday already"});
        } else if (one.on < year_ago) {
            why.faults.push_back({at + "/on", "is more than a year ago: what was judged by then stays as it is"});
        }
        if (one.announced_on && *one.announced_on > today) {
            why.faults.push_back({at + "/announced_on", "is in the future"});
        }
    }
    if (!why.faults.empty()) {
        return why;
    }
    auto added = what.holidays;
    auto done =
        note_change(state, what.by, "calendar: " + std::to_string(added.size()) + " bank holidays", added.size());
    if (added.empty()) {
        return done;
    }
    for (auto& one : added) {
        one.recorded_at = done.recorded_at;
        insert_row(state.sql, one);
    }
    state.calendar = std::make_shared<domain::working_calendar>(state.calendar->with(added));
    const auto [first, last] = std::ranges::minmax(added, {}, &domain::bank_holiday::on);
    begin_judging_anew(state, {.number = 0,
                               .pathway = {},
                               .from_day = domain::day_number(first.on),
                               .to_day = domain::day_number(last.on),
                               .come_to = 0,
                               .up_to = 0});
    return done;
}

} // namespace clockstart::db
