#include "scheduler/delivery_outcome.hpp"

#include "scheduler/retry.hpp"

namespace clockstart::scheduler {

db::record_attempts::attempt attempt_of(const delivery_tried& what, const delivery_outcome& outcome,
                                        domain::instant at) {
    db::record_attempts::attempt made{
        .number = what.number, .at = at, .fate = db::delivery_fate::given_up, .again_at = {}, .answer = outcome.answer};
    if (outcome.is_delivered()) {
        made.fate = db::delivery_fate::delivered;
    } else if (outcome.state == delivery_state::transient) {
        const auto again = next_attempt(what.first_tried_at.value_or(at), at, what.attempts + 1, what.id);
        if (again) {
            made.fate = db::delivery_fate::waits;
            made.again_at = *again;
        }
    }
    return made;
}

} // namespace clockstart::scheduler
