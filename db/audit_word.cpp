#include "db/audit_word.hpp"

#include <boost/json/array.hpp>

namespace clockstart::db {

namespace json = boost::json;

namespace {

json::object scope_of(const token_grant& grant) {
    return {{"role", grant.role},
            {"areas", json::array(grant.areas.begin(), grant.areas.end())},
            {"providers", json::array(grant.providers.begin(), grant.providers.end())},
            {"schools", json::array(grant.schools.begin(), grant.schools.end())}};
}

} // namespace

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
    auto scope = scope_of(what.grant);
    scope["token"] = what.grant.id;
    return {what.by, "token.made", std::move(scope)};
}

audit_word word_of(const invite_person& what) {
    auto scope = scope_of(what.grant);
    scope["account"] = what.grant.id;
    return {what.by, "account.invited", std::move(scope)};
}

audit_word word_of(const give_link& what) {
    return {what.by, "account.link_given", {{"account", what.id}, {"purpose", name_of(what.link.purpose)}}};
}

audit_word word_of(const accept_invitation& what) {
    return {what.by, "account.set_up", {{"said_own_name", !what.name.empty()}}};
}
audit_word word_of(const reset_password& what) { return {what.by, "account.password_reset"}; }

audit_word word_of(const pass_second_factor& what) {
    return {what.by, "sign_in", {{"by", what.shown.recovery_hash.empty() ? "app" : "recovery_code"}}};
}

audit_word word_of(const change_password& what) { return {what.by, "account.password_changed"}; }
audit_word word_of(const renew_recovery_codes& what) { return {what.by, "account.codes_renewed"}; }
audit_word word_of(const disable_person& what) { return {what.by, "account.disabled", {{"account", what.id}}}; }
audit_word word_of(const enable_person& what) { return {what.by, "account.enabled", {{"account", what.id}}}; }

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
audit_word word_of(const renew_status_code& what) { return {what.by, "letter.code_renewed"}; }

} // namespace clockstart::db
