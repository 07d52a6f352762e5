#include "scheduler/event_calls.hpp"

#include "scheduler/postbag.hpp"

#include "db/told_event.hpp"

#include "domain/message.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace clockstart::scheduler {

std::string call_body(const db::event_row& event, const domain::directory& places) {
    return boost::json::serialize(boost::json::object{{"type", event.type},
                                                      {"timestamp", domain::format_instant(event.recorded_at)},
                                                      {"data", db::told_event(event, places)}});
}

db::hand_out_events calls_for(const db::webhook_row& webhook, const std::vector<db::event_row>& events,
                              const domain::directory& places, domain::civil_date today) {
    db::hand_out_events made{
        .webhook = webhook.id, .after = webhook.handed_out, .up_to = webhook.handed_out, .calls = {}};
    const bool is_everywhere = webhook.areas.empty() && webhook.providers.empty();
    const auto within = domain::services_within(places, webhook.areas, webhook.providers, today);
    const auto is_within = [&](const db::event_row& one) {
        const auto place = places.service_index(one.service);
        return is_everywhere || (place && within[*place]);
    };
    for (const auto& one : events) {
        made.up_to = one.sequence;
        const bool is_wanted =
            webhook.types.empty() || std::ranges::find(webhook.types, one.type) != webhook.types.end();
        if (is_wanted && is_within(one)) {
            made.calls.push_back({make_message_id(), one.sequence, one.request, call_body(one, places)});
        }
    }
    return made;
}

} // namespace clockstart::scheduler
