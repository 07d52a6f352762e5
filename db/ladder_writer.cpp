#include "db/ladder_writer.hpp"

#include "db/directory_writer.hpp"
#include "db/judging_anew.hpp"
#include "db/ladder_rows.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace clockstart::db {

namespace {

using faults = std::vector<domain::fault>;

// Exactly one place, and one that is there.
void check_place(const domain::ladder_override& one, const domain::directory& places, faults& found) {
    if (one.area.empty() == one.service.empty()) {
        found.push_back({one.area.empty() ? "/service" : "/area", "is needed: either a service or an area"});
        return;
    }
    if (!one.area.empty() && places.find_area(one.area) == nullptr) {
        found.push_back({"/area", "is not known"});
    }
    const auto* const service = one.service.empty() ? nullptr : places.find_service(one.service);
    if (!one.service.empty() && service == nullptr) {
        found.push_back({"/service", "is not known"});
    }
    if (service != nullptr && service->pathway != one.pathway) {
        found.push_back({"/service", "is of another pathway"});
    }
}

faults faults_of(const journal_state& state, const domain::ladder_override& one) {
    faults found;
    const auto today = domain::london_date(state.now());
    const auto* const rules = state.pathways->find(one.pathway, today);
    if (rules == nullptr) {
        found.push_back({"/pathway", "is not known"});
    } else if (rules->target_of(one.target) == nullptr) {
        found.push_back({"/target", "is no target of this pathway"});
    }
    check_place(one, *state.places, found);
    if (one.from < today) {
        found.push_back({"/from", "is in the past: what was due then keeps the ladder of that day; let it begin today "
                                  "or later"});
    }
    if (one.to && *one.to < one.from) {
        found.push_back({"/to", "is before from"});
    }
    if (const auto steps = domain::read_ladder(domain::show_ladder(one.steps)); !steps) {
        std::ranges::move(steps.error().faults, std::back_inserter(found));
    }
    return found;
}

} // namespace

domain::result<receipt> write(journal_state& state, const put_ladder& what) {
    auto one = what.ladder;
    if (auto found = faults_of(state, one); !found.empty()) {
        return domain::refusal{domain::errc::invalid, std::move(found), BOOST_CURRENT_LOCATION};
    }
    auto book = std::make_shared<domain::ladder_book>(*state.ladders);
    one.recorded_at = state.stamp();
    one.recorded_by = what.by.name;
    if (auto added = book->add(one); !added) {
        return added.error();
    }
    insert_row(state.sql, one);
    state.ladders = std::move(book);
    auto done = note_change(state, what.by,
                            "ladder of " + one.pathway + " " + one.target + " for " +
                                (one.area.empty() ? "service " + one.service : "area " + one.area),
                            1);
    // Which of the clocks fall due in its dates, and where, only judging tells.
    begin_judging_anew(state, {.number = 0,
                               .pathway = one.pathway,
                               .from_day = std::numeric_limits<int>::min(),
                               .to_day = std::numeric_limits<int>::max(),
                               .come_to = 0,
                               .up_to = 0});
    return done;
}

} // namespace clockstart::db
