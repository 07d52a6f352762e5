#include "service/demo/story.hpp"

#include <algorithm>
#include <numeric>

namespace clockstart::service::demo {

namespace {

int part_of(int wait, double share) { return std::max(1, static_cast<int>(wait * share)); }

} // namespace

void tell_equipment(story& told, chance& luck, int wait, const std::vector<int>& quantities) {
    if (wait <= 45 && luck.happens(0.07)) {
        told.tell(part_of(wait, 0.6), "assessed");
        told.tell(wait, "declined", luck.one_of(refusals));
        return;
    }
    const int assessed = part_of(wait, 0.1 + 0.2 * luck.share());
    const int approved = std::max(assessed, part_of(wait, 0.3 + 0.2 * luck.share()));
    const int ordered = std::max(approved, part_of(wait, 0.5 + 0.2 * luck.share()));
    told.tell(assessed, "assessed");
    if (luck.happens(0.85)) {
        told.tell(approved, "approved", wait > 90 && luck.happens(0.4) ? "awaiting_funding_decision" : "");
    }
    if (luck.happens(0.04)) {
        told.tell(wait, "withdrawn", luck.one_of(departures));
        return;
    }
    told.tell(ordered, "ordered", wait > 60 && luck.happens(0.3) ? "awaiting_supplier" : "");
    const bool has_parts = std::accumulate(quantities.begin(), quantities.end(), 0) > 1;
    if (has_parts && wait > 8 && luck.happens(0.35)) {
        told.tell_part_delivery(ordered + (wait - ordered) / 2, luck.between(1, static_cast<int>(quantities.size())));
    }
    const int delivered = tell_end(told, luck, wait, "delivered",
                                   "The family tells that everything has come; the driver's slip was missing");
    int in_use = delivered;
    if (luck.happens(0.85)) {
        in_use = delivered + luck.between(0, 14);
        told.tell(in_use, "fitted");
    }
    if (luck.happens(0.45)) {
        told.tell(in_use + luck.between(90, 600), "closed", luck.happens(0.2) ? "moved_away" : "");
    }
}

void tell_advice(story& told, chance& luck, int wait) {
    if (wait <= 40 && luck.happens(0.04)) {
        told.tell(wait, "declined", "not_eligible");
        return;
    }
    told.tell(std::min(wait, luck.between(1, 8)), "allocated");
    if (luck.happens(0.03)) {
        told.tell(wait, "withdrawn", "family_choice");
        return;
    }
    const int sent = tell_end(told, luck, wait, "advice_sent", "The authority confirms that it has the advice");
    if (luck.happens(0.9)) {
        told.tell(sent + luck.between(1, 40), "closed");
    }
}

} // namespace clockstart::service::demo
