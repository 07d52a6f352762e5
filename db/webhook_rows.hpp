#pragma once

#include "db/delivery_rows.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace clockstart::db {

// What the seals of a webhook's URL and of its secret are bound to (vault::seal_address).
inline std::string webhook_url_seal(const std::string& id) { return id + " url"; }
inline std::string webhook_secret_seal(const std::string& id) { return id + " secret"; }

// An endpoint of another system that is told of events.
struct webhook_row {
    std::string id, name, host;
    std::string sealed_url, sealed_secret;
    std::vector<std::string> areas, providers; // codes; both empty: everywhere
    std::vector<std::string> types;            // of events; empty: all
    std::int64_t handed_out{};                 // up to this event
    domain::instant created_at{};
    std::string created_by;
    std::optional<domain::instant> last_delivered_at, ended_at;
};
// In the order of their making.
std::vector<webhook_row> load_webhooks(soci::session& sql);

struct call_counts {
    std::int64_t waiting{}, given_up{};
};
std::map<std::string, call_counts> count_calls(soci::session& sql); // by webhook; none: no row

// A call that is to be made.
struct due_call {
    std::int64_t number{}; // of the delivery
    std::string id, body;
    int attempts{};
    std::optional<domain::instant> first_tried_at;
};
// Of a webhook, in the order of the events, at most so many. Of each request at most one: the earliest that waits, so
// that what comes later is not told before it.
std::vector<due_call> load_due_calls(soci::session& sql, const std::string& webhook, domain::instant now,
                                     std::size_t limit);
// When the next of those is due.
std::optional<domain::instant> load_next_call(soci::session& sql, const std::string& webhook);

} // namespace clockstart::db
