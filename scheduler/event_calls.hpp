#pragma once

#include "db/event_rows.hpp"
#include "db/message_commands.hpp"
#include "db/webhook_rows.hpp"

#include "domain/directory.hpp"

#include <string>
#include <vector>

namespace clockstart::scheduler {

// What a webhook is told of an event, as Standard Webhooks have it: {"type", "timestamp", "data"}; data is what the
// live stream tells (db::told_event).
std::string call_body(const db::event_row& event, const domain::directory& places);

// The calls for those events (in order) that are of the webhook's areas (with all within them on that day), providers
// and kinds, each with a new id. `up_to` is that of the last event; of none, what the webhook had.
db::hand_out_events calls_for(const db::webhook_row& webhook, const std::vector<db::event_row>& events,
                              const domain::directory& places, domain::civil_date today);

} // namespace clockstart::scheduler
