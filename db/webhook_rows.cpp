#include "db/webhook_rows.hpp"

#include "db/list_column.hpp"
#include "db/optional_column.hpp"

namespace clockstart::db {

namespace {

// The calls of a webhook that nothing stands before.
const std::string first_of_each_request =
    " FROM delivery d WHERE d.state = 'waiting' AND d.event IS NOT NULL AND d.recipient = :webhook AND NOT EXISTS "
    "(SELECT 1 FROM delivery e WHERE e.state = 'waiting' AND e.event IS NOT NULL AND e.recipient = d.recipient AND "
    "e.request = d.request AND e.number < d.number)";

} // namespace

std::vector<webhook_row> load_webhooks(soci::session& sql) {
    webhook_row one;
    std::string areas, providers, types;
    long long handed_out = 0, created_at = 0;
    optional_instant delivered, ended;
    soci::statement all =
        (sql.prepare << "SELECT id, name, host, sealed_url, sealed_secret, areas, providers, types, handed_out, "
                        "created_at, created_by, last_delivered_at, ended_at FROM webhook ORDER BY created_at, id",
         soci::into(one.id), soci::into(one.name), soci::into(one.host), soci::into(one.sealed_url),
         soci::into(one.sealed_secret), soci::into(areas), soci::into(providers), soci::into(types),
         soci::into(handed_out), soci::into(created_at), soci::into(one.created_by),
         soci::into(delivered.value, delivered.is_null), soci::into(ended.value, ended.is_null));
    std::vector<webhook_row> found;
    all.execute();
    while (all.fetch()) {
        one.areas = texts_of(areas);
        one.providers = texts_of(providers);
        one.types = texts_of(types);
        one.handed_out = handed_out;
        one.created_at = instant_of(created_at);
        one.last_delivered_at = delivered.get();
        one.ended_at = ended.get();
        found.push_back(one);
    }
    return found;
}

std::map<std::string, call_counts> count_calls(soci::session& sql) {
    std::string webhook, state;
    long long count = 0;
    soci::statement all = (sql.prepare << "SELECT recipient, state, COUNT(*) FROM delivery WHERE state IN ('waiting', "
                                          "'given_up') AND channel = 'webhook' GROUP BY recipient, state",
                           soci::into(webhook), soci::into(state), soci::into(count));
    std::map<std::string, call_counts> found;
    all.execute();
    while (all.fetch()) {
        auto& counts = found[webhook];
        (state == "waiting" ? counts.waiting : counts.given_up) = count;
    }
    return found;
}

std::vector<due_call> load_due_calls(soci::session& sql, const std::string& webhook, domain::instant now,
                                     std::size_t limit) {
    due_call one;
    long long number = 0;
    optional_instant first;
    const long long at = microseconds_of(now);
    const auto most = static_cast<long long>(limit);
    soci::statement all =
        (sql.prepare << "SELECT d.number, d.id, d.body, d.attempts, d.first_tried_at" << first_of_each_request
                     << " AND d.due_at <= :now ORDER BY d.number LIMIT :most",
         soci::into(number), soci::into(one.id), soci::into(one.body), soci::into(one.attempts),
         soci::into(first.value, first.is_null), soci::use(webhook, "webhook"), soci::use(at, "now"),
         soci::use(most, "most"));
    std::vector<due_call> found;
    all.execute();
    while (all.fetch()) {
        one.number = number;
        one.first_tried_at = first.get();
        found.push_back(one);
    }
    return found;
}

std::optional<domain::instant> load_next_call(soci::session& sql, const std::string& webhook) {
    optional_instant next;
    sql << "SELECT MIN(d.due_at)" << first_of_each_request, soci::into(next.value, next.is_null),
        soci::use(webhook, "webhook");
    return next.get();
}

} // namespace clockstart::db
