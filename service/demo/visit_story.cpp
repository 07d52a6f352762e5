#include "service/demo/story.hpp"

#include <algorithm>
#include <array>

namespace clockstart::service::demo {

namespace {

using details = story::details;

// From the first contact on.
void tell_after_contact(story& told, chance& luck, int seen, bool is_assessment) {
    int day = seen;
    if (is_assessment) {
        day += luck.between(7, 100);
        told.tell(day, "assessed");
        if (luck.happens(0.03)) {
            told.tell(day + luck.between(5, 40), "withdrawn", "family_choice");
            return;
        }
        day += luck.between(10, 150);
        told.tell(day, "outcome_shared");
        if (luck.happens(0.65)) {
            day += luck.between(0, 40);
            told.tell(day, "support_offered");
        }
    }
    if (luck.happens(0.75)) {
        told.tell(day + luck.between(20, 360), "discharged");
    }
}

// Was not brought, and what the service does then: offers another visit, or discharges with the four conditions
// recorded.
void tell_not_brought(story& told, chance& luck, int wait, bool is_assessment) {
    const bool was_told = luck.happens(0.85);
    const auto missed =
        told.tell(wait, "not_brought", {}, was_told ? details::communicated : details::not_communicated);
    int visit = wait + luck.between(14, 50);
    if (!was_told) {
        told.tell(wait + luck.between(1, 9), "appointment_booked");
    } else if (luck.happens(0.12)) {
        told.tell(wait + luck.between(7, 25), "discharged", "not_brought", details::conditions);
        return;
    } else {
        told.tell(wait + luck.between(2, 12), "appointment_booked");
        if (luck.happens(0.12)) {
            // The letter had gone to an old address: it was no missed visit after all.
            told.correct(wait + 13, missed, wait, "The visit had been called off by the clinic", true);
        } else if (luck.happens(0.2)) {
            told.tell(visit, "not_brought", {}, details::communicated);
            if (luck.happens(0.5)) {
                told.tell(visit + luck.between(7, 25), "discharged", "not_brought", details::conditions);
                return;
            }
            told.tell(visit + luck.between(1, 9), "appointment_booked");
            visit += luck.between(14, 45);
        }
    }
    told.tell(visit, "first_contact");
    tell_after_contact(told, luck, visit, is_assessment);
}

// The clock stops; a later decision to treat starts a new one.
void tell_monitoring(story& told, chance& luck, int wait, bool is_assessment) {
    told.tell(wait, "active_monitoring");
    if (luck.happens(0.5)) {
        const int decided = wait + luck.between(60, 220);
        const int seen = decided + luck.between(20, 70);
        told.tell(decided, "decision_to_treat");
        told.tell(seen - luck.between(5, 15), "appointment_booked");
        told.tell(seen, "first_contact");
        tell_after_contact(told, luck, seen, is_assessment);
    } else if (luck.happens(0.6)) {
        told.tell(wait + luck.between(90, 300), "discharged", "needs_met_elsewhere");
    }
}

} // namespace

void tell_visits(story& told, chance& luck, int wait, bool is_assessment) {
    static constexpr std::array<double, 4> ends{85, 7, 4, 4};
    const int triaged = std::min(wait, luck.between(1, 12));
    told.tell(triaged, "triaged");
    if (wait <= 70 && luck.happens(0.1)) {
        told.tell(wait, "declined", luck.one_of(refusals));
        return;
    }
    const int accepted = std::min(wait, triaged + luck.between(0, 14));
    told.tell(accepted, "accepted");
    const auto end = luck.weighted(ends);
    if (end == 3) {
        told.tell(wait, "withdrawn", luck.one_of(departures));
        return;
    }
    told.tell(std::max(accepted, wait - luck.between(5, 30)), "appointment_booked",
              wait > 126 && luck.happens(0.3) ? "capacity" : "");
    if (end == 1) {
        tell_not_brought(told, luck, wait, is_assessment);
    } else if (end == 2) {
        tell_monitoring(told, luck, wait, is_assessment);
    } else {
        const int known = tell_end(told, luck, wait, "first_contact", "The clinic's list for that day came in late");
        tell_after_contact(told, luck, known, is_assessment);
    }
}

} // namespace clockstart::service::demo
