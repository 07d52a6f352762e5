#include "api/about.hpp"
#include "api/access_tokens.hpp"
#include "api/account.hpp"
#include "api/area_page.hpp"
#include "api/audit.hpp"
#include "api/breaches.hpp"
#include "api/calendar.hpp"
#include "api/figures.hpp"
#include "api/home_page.hpp"
#include "api/housekeeping.hpp"
#include "api/inbox.hpp"
#include "api/inbox_settings.hpp"
#include "api/jobs.hpp"
#include "api/ladder_form.hpp"
#include "api/ladders.hpp"
#include "api/outbox.hpp"
#include "api/pathway_versions.hpp"
#include "api/people.hpp"
#include "api/policy_preview.hpp"
#include "api/prompts.hpp"
#include "api/published.hpp"
#include "api/reference_data.hpp"
#include "api/request_pages.hpp"
#include "api/requests.hpp"
#include "api/routes.hpp"
#include "api/scheduler.hpp"
#include "api/service_check.hpp"
#include "api/sign_in.hpp"
#include "api/snapshots.hpp"
#include "api/status.hpp"
#include "api/stream.hpp"
#include "api/subject_access.hpp"
#include "api/waits.hpp"
#include "api/webhooks.hpp"
#include "api/welcome.hpp"
#include "api/worklist.hpp"

#include <array>

namespace clockstart::api {
namespace {

// In the order of the contract. {parts} after the routes that write the same segment out.
constexpr auto table = std::to_array<route>({
    {verb::get, "/api/v1/areas", list_areas, right::look_up},
    {verb::get, "/api/v1/areas/{code}", show_area, right::look_up},
    {verb::get, "/api/v1/providers", list_providers, right::look_up},
    {verb::get, "/api/v1/providers/{code}", show_provider, right::look_up},
    {verb::get, "/api/v1/schools", list_schools, right::look_up},
    {verb::get, "/api/v1/schools/{urn}", show_school, right::look_up},
    {verb::get, "/api/v1/services", list_services, right::look_up},
    {verb::get, "/api/v1/services/{code}", show_service, right::look_up},
    {verb::post, "/api/v1/services/{code}/checked", record_service_check, right::confirm_service, entrance::signed_in,
     json_limit},
    {verb::get, "/api/v1/pathways", list_pathways, right::look_up},
    {verb::get, "/api/v1/pathways/{code}", show_pathway, right::look_up},
    {verb::get, "/api/v1/pathways/{code}/versions", list_pathway_versions, right::look_up},
    {verb::post, "/api/v1/pathways/{code}/versions", create_pathway_version, right::set_rules, entrance::signed_in,
     json_limit},
    {verb::get, "/api/v1/pathways/{code}/versions/{version}", show_pathway_version, right::look_up},
    {verb::get, "/api/v1/pathways/{code}/preview", show_policy_preview, right::see_plans},
    {verb::post, "/api/v1/pathways/{code}/preview", preview_policy, right::see_plans, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/ladders", list_ladders, right::look_up},
    {verb::post, "/api/v1/ladders", create_ladder, right::set_rules, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/calendar", show_calendar, right::look_up},
    {verb::post, "/api/v1/calendar/holidays", add_holiday, right::set_rules, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/requests", create_request, right::write_requests, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/requests", list_requests, right::see_requests},
    {verb::get, "/api/v1/requests/{reference}", show_one_request, right::see_requests},
    {verb::get, "/api/v1/requests/{reference}/clocks/{target}/explanation", explain_clock, right::see_requests},
    {verb::get, "/api/v1/requests/{reference}/events", list_events, right::see_requests},
    {verb::post, "/api/v1/requests/{reference}/events", record_event, right::write_requests, entrance::signed_in,
     json_limit},
    {verb::get, "/api/v1/requests/{reference}/access", show_access, right::see_audit},
    {verb::get, "/api/v1/requests/{reference}/subject-access", show_subject_access, right::export_subject},
    {verb::get, "/api/v1/audit", list_audit, right::see_audit},
    {verb::get, "/api/v1/requests/{reference}/letter", show_letter, right::write_requests},
    {verb::post, "/api/v1/requests/{reference}/letter/code", renew_letter_code, right::write_requests,
     entrance::signed_in, json_limit},
    {verb::get, "/api/v1/status/{reference}", show_status, right::come_in, entrance::open},
    {verb::get, "/api/v1/waits", show_waits, right::see_figures},
    {verb::get, "/api/v1/published", show_published, right::look_up},
    {verb::get, "/api/v1/published/imports", list_published_imports, right::look_up},
    {verb::get, "/api/v1/breaches", list_breaches, right::see_breaches},
    {verb::get, "/api/v1/stream", follow_events, right::see_requests, entrance::signed_in, no_body, true},
    {verb::get, "/api/v1/snapshots", list_snapshots, right::see_figures},
    {verb::get, "/api/v1/snapshots/{month}", show_snapshot, right::see_figures},
    {verb::get, "/api/v1/prompts", list_prompts, right::see_prompts},
    {verb::post, "/api/v1/prompts/{number}/done", close_prompt, right::answer_prompts, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/jobs", list_jobs, right::see_upkeep},
    {verb::post, "/api/v1/jobs/{code}/run", ask_for_job, right::keep_up, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/inbox", list_inbox, right::look_up},
    {verb::get, "/api/v1/inbox/settings", show_inbox_settings, right::look_up},
    {verb::put, "/api/v1/inbox/settings", set_inbox_settings, right::look_up, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/inbox/{number}/seen", mark_seen, right::look_up, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/outbox", list_outbox, right::see_upkeep},
    {verb::post, "/api/v1/outbox/{number}/replay", replay_delivery, right::keep_up, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/webhooks", list_webhooks, right::see_upkeep},
    {verb::post, "/api/v1/webhooks", create_webhook, right::keep_up, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/webhooks/{id}/end", end_webhook, right::keep_up, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/tokens", list_tokens, right::see_access},
    {verb::post, "/api/v1/tokens", create_token, right::manage_access, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/tokens/{id}/end", end_token, right::manage_access, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/people", list_people, right::see_access},
    {verb::post, "/api/v1/people", invite_person, right::manage_access, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/people/{id}/link", give_person_link, right::manage_access, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/people/{id}/disable", disable_person, right::manage_access, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/people/{id}/enable", enable_person, right::manage_access, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/people/{id}/sign-out", sign_person_out, right::manage_access, entrance::signed_in,
     json_limit},
    {verb::get, "/api/v1/account", show_account, right::look_up},
    {verb::post, "/api/v1/account/sessions/{id}/end", end_own_session, right::look_up, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/scheduler", show_scheduler, right::see_upkeep},
    {verb::post, "/api/v1/scheduler/release", release_sending, right::keep_up, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/figures", show_figures, right::come_in, entrance::open},
    {verb::get, "/api/v1/openapi.json", show_openapi, right::come_in, entrance::open},

    {verb::get, "/", show_home, right::come_in, entrance::open},
    {verb::get, "/waits", show_waits, right::see_figures},
    {verb::get, "/pathways/{code}/preview", show_policy_preview, right::see_plans},
    {verb::get, "/areas/{code}", show_area_page, right::see_figures},
    {verb::get, "/requests", list_requests, right::see_requests},
    {verb::post, "/requests", take_request_form, right::write_requests, entrance::signed_in, form_limit},
    {verb::get, "/requests/new", show_request_form, right::write_requests},
    {verb::get, "/requests/{reference}", show_one_request, right::see_requests},
    {verb::post, "/requests/{reference}/events", take_event_form, right::write_requests, entrance::signed_in,
     form_limit},
    {verb::get, "/requests/{reference}/events/new", show_event_form, right::write_requests},
    {verb::get, "/requests/{reference}/access", show_access, right::see_audit},
    {verb::get, "/requests/{reference}/subject-access", show_subject_access, right::export_subject},
    {verb::get, "/audit", list_audit, right::see_audit},
    {verb::get, "/requests/{reference}/letter", show_letter, right::write_requests},
    {verb::post, "/requests/{reference}/letter/code", take_letter_code_form, right::write_requests, entrance::signed_in,
     form_limit},
    {verb::get, "/status", find_status, right::come_in, entrance::open},
    {verb::get, "/status/{reference}", show_status, right::come_in, entrance::open},
    {verb::get, "/breaches", list_breaches, right::see_breaches},
    {verb::get, "/published", show_published, right::look_up},
    {verb::get, "/inbox", list_inbox, right::look_up},
    {verb::get, "/inbox/settings", show_inbox_settings, right::look_up},
    {verb::post, "/inbox/settings", take_settings_form, right::look_up, entrance::signed_in, form_limit},
    {verb::post, "/inbox/seen", take_seen_form, right::look_up, entrance::signed_in, form_limit},
    {verb::get, "/ladders", list_ladders, right::look_up},
    {verb::post, "/ladders", take_ladder_form, right::set_rules, entrance::signed_in, form_limit},
    {verb::get, "/ladders/new", show_ladder_form, right::set_rules},
    {verb::get, "/prompts", list_prompts, right::see_prompts},
    {verb::post, "/prompts/{number}/done", take_prompt_form, right::answer_prompts, entrance::signed_in, form_limit},
    {verb::get, "/outbox", list_outbox, right::see_upkeep},
    {verb::post, "/outbox/{number}/replay", replay_delivery, right::keep_up, entrance::signed_in, form_limit},
    {verb::get, "/webhooks", list_webhooks, right::see_upkeep},
    {verb::post, "/webhooks", take_webhook_form, right::keep_up, entrance::signed_in, form_limit},
    {verb::post, "/webhooks/{id}/end", take_webhook_end_form, right::keep_up, entrance::signed_in, form_limit},
    {verb::get, "/tokens", list_tokens, right::see_access},
    {verb::post, "/tokens", take_token_form, right::manage_access, entrance::signed_in, form_limit},
    {verb::post, "/tokens/{id}/end", take_token_end_form, right::manage_access, entrance::signed_in, form_limit},
    {verb::get, "/people", list_people, right::see_access},
    {verb::post, "/people", take_person_form, right::manage_access, entrance::signed_in, form_limit},
    {verb::post, "/people/{id}/link", take_person_link_form, right::manage_access, entrance::signed_in, form_limit},
    {verb::post, "/people/{id}/disable", take_person_button, right::manage_access, entrance::signed_in, form_limit},
    {verb::post, "/people/{id}/enable", take_person_button, right::manage_access, entrance::signed_in, form_limit},
    {verb::post, "/people/{id}/sign-out", take_person_button, right::manage_access, entrance::signed_in, form_limit},
    {verb::get, "/account", show_account, right::look_up},
    {verb::post, "/account/sessions/{id}/end", take_session_end_form, right::look_up, entrance::signed_in, form_limit},
    {verb::post, "/account/password", take_password_form, right::look_up, entrance::signed_in, form_limit},
    {verb::post, "/account/recovery-codes", take_recovery_form, right::look_up, entrance::signed_in, form_limit},
    {verb::get, "/scheduler", show_scheduler, right::see_upkeep},
    {verb::post, "/scheduler/release", take_release_form, right::keep_up, entrance::signed_in, form_limit},
    {verb::post, "/scheduler/jobs/{code}/run", take_job_form, right::keep_up, entrance::signed_in, form_limit},
    {verb::get, "/sign-in", show_sign_in, right::come_in, entrance::open},
    {verb::post, "/sign-in", sign_in, right::come_in, entrance::open, form_limit},
    {verb::post, "/sign-in/code", take_sign_in_code, right::come_in, entrance::open, form_limit},
    {verb::get, "/welcome/{code}", show_welcome, right::come_in, entrance::open},
    {verb::post, "/welcome/{code}", take_welcome, right::come_in, entrance::open, form_limit},
    {verb::get, "/reset/{code}", show_reset, right::come_in, entrance::open},
    {verb::post, "/reset/{code}", take_reset, right::come_in, entrance::open, form_limit},
    {verb::post, "/sign-out", sign_out, right::come_in, entrance::open, form_limit},
    {verb::get, "/figures", show_figures, right::come_in, entrance::open},
    {verb::get, "/accessibility", show_accessibility, right::come_in, entrance::open},
    {verb::get, "/privacy", show_privacy, right::come_in, entrance::open},

    {verb::get, "/healthz", get_health, right::come_in, entrance::open},
    {verb::get, "/readyz", get_readiness, right::come_in, entrance::open},
    {verb::get, "/metrics", show_metrics, right::look_up},
    {verb::get, "/problems", list_problem_kinds, right::come_in, entrance::open},
    {verb::get, "/problems/{type}", get_problem_kind, right::come_in, entrance::open},
    {verb::get, "/assets/{file}", get_asset, right::come_in, entrance::open},
});

} // namespace

std::span<const route> route_table() { return table; }

} // namespace clockstart::api
