#pragma once

#include "domain/watch.hpp"

// One watch a file, named after it.
namespace clockstart::domain {

extern const watch_rule no_next_step;
extern const watch_rule nothing_happened;
extern const watch_rule still_waiting;
extern const watch_rule transfer_not_accepted;
extern const watch_rule visit_needs_decision;
extern const watch_rule breach_without_reason;
extern const watch_rule equipment_review;

} // namespace clockstart::domain
