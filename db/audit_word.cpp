#include "db/audit_word.hpp"

#include <boost/json/array.hpp>

namespace clockstart::db {

namespace json = boost::json;

std::optional<audit_word> word_of(const create_request& what) {
    if (what.recorded_at) {
        return std::nullopt;
    }
    return audit_word{what.by, "request.opened", {{"pathway", what.pathway}, {"service", what.facts.service}}};
}

std::optional<audit_word> word_of(const add_event& what) {
    if (what.recorded_at) {
        return std::nullopt;
    }
    return audit_word{what.by, "event.recorded", {{"type", what.event.type}}};
}

audit_word word_of(const import_requests& what) { return {what.by, "requests.imported"}; }

audit_word word_of(const import_published& what) {
    return {what.by, "published.imported", {{"rows", what.rows.size()}, {"digest", what.digest}}};
}

audit_word word_of(const put_directory& what) {
    return {what.by,
            "directory.changed",
            {{"areas", what.areas.size()},
             {"providers", what.providers.size()},
             {"schools", what.schools.size()},
             {"services", what.services.size()}}};
}

audit_word word_of(const put_pathway& what) {
    return {what.by, "pathway.added", {{"pathway", what.version.code}, {"version", what.version.version}}};
}

audit_word word_of(const put_ladder& what) {
    return {what.by,
            "ladder.added",
            {{"pathway", what.ladder.pathway},
             {"target", what.ladder.target},
             {"service", what.ladder.service},
             {"area", what.ladder.area}}};
}

audit_word word_of(const put_holidays& what) { return {what.by, "holidays.added", {{"days", what.holidays.size()}}}; }

audit_word word_of(const add_token& what) {
    return {what.by,
            "token.made",
            {{"token", what.grant.id},
             {"role", what.grant.role},
             {"areas", json::array(what.grant.areas.begin(), what.grant.areas.end())},
             {"providers", json::array(what.grant.providers.begin(), what.grant.providers.end())},
             {"schools", json::array(what.grant.schools.begin(), what.grant.schools.end())}}};
}

audit_word word_of(const end_token& what) { return {what.by, "token.ended", {{"token", what.id}}}; }
audit_word word_of(const note_token_use& what) { return {what.by, "token.first_use"}; }
audit_word word_of(const run_job& what) { return {what.by, "job.asked_for", {{"job", what.code}}}; }

audit_word word_of(const record_service_check& what) {
    return {what.by, "service.checked", {{"service", what.service}}};
}

audit_word word_of(const close_prompt& what) { return {what.by, "prompt.closed", {{"prompt", what.number}}}; }
audit_word word_of(const replay_delivery& what) { return {what.by, "delivery.replayed", {{"delivery", what.number}}}; }

audit_word word_of(const set_recipient& what) {
    return {what.by,
            "inbox.set",
            {{"token", what.token}, {"pace", what.pace}, {"has_address", !what.sealed_address.empty()}}};
}

audit_word word_of(const release_sending& what) { return {what.by, "sending.released"}; }

audit_word word_of(const add_webhook& what) {
    return {what.by, "webhook.made", {{"webhook", what.id}, {"host", what.host}}};
}

audit_word word_of(const end_webhook& what) { return {what.by, "webhook.ended", {{"webhook", what.id}}}; }

} // namespace clockstart::db
