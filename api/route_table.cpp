#include "api/about.hpp"
#include "api/area_page.hpp"
#include "api/breaches.hpp"
#include "api/calendar.hpp"
#include "api/home_page.hpp"
#include "api/housekeeping.hpp"
#include "api/inbox.hpp"
#include "api/inbox_settings.hpp"
#include "api/jobs.hpp"
#include "api/ladder_form.hpp"
#include "api/ladders.hpp"
#include "api/outbox.hpp"
#include "api/pathway_versions.hpp"
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
#include "api/stream.hpp"
#include "api/waits.hpp"
#include "api/worklist.hpp"

#include <array>

namespace clockstart::api {
namespace {

// In the order of the contract. {parts} after the routes that write the same segment out.
constexpr auto table = std::to_array<route>({
    {verb::get, "/api/v1/areas", list_areas},
    {verb::get, "/api/v1/areas/{code}", show_area},
    {verb::get, "/api/v1/providers", list_providers},
    {verb::get, "/api/v1/providers/{code}", show_provider},
    {verb::get, "/api/v1/schools", list_schools},
    {verb::get, "/api/v1/schools/{urn}", show_school},
    {verb::get, "/api/v1/services", list_services},
    {verb::get, "/api/v1/services/{code}", show_service},
    {verb::post, "/api/v1/services/{code}/checked", record_service_check, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/pathways", list_pathways},
    {verb::get, "/api/v1/pathways/{code}", show_pathway},
    {verb::get, "/api/v1/pathways/{code}/versions", list_pathway_versions},
    {verb::post, "/api/v1/pathways/{code}/versions", create_pathway_version, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/pathways/{code}/versions/{version}", show_pathway_version},
    {verb::get, "/api/v1/pathways/{code}/preview", show_policy_preview},
    {verb::post, "/api/v1/pathways/{code}/preview", preview_policy, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/ladders", list_ladders},
    {verb::post, "/api/v1/ladders", create_ladder, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/calendar", show_calendar},
    {verb::post, "/api/v1/calendar/holidays", add_holiday, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/requests", create_request, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/requests", list_requests},
    {verb::get, "/api/v1/requests/{reference}", show_one_request},
    {verb::get, "/api/v1/requests/{reference}/clocks/{target}/explanation", explain_clock},
    {verb::get, "/api/v1/requests/{reference}/events", list_events},
    {verb::post, "/api/v1/requests/{reference}/events", record_event, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/waits", show_waits},
    {verb::get, "/api/v1/published", show_published},
    {verb::get, "/api/v1/published/imports", list_published_imports},
    {verb::get, "/api/v1/breaches", list_breaches},
    {verb::get, "/api/v1/stream", follow_events, entrance::signed_in, no_body, true},
    {verb::get, "/api/v1/snapshots", list_snapshots},
    {verb::get, "/api/v1/snapshots/{month}", show_snapshot},
    {verb::get, "/api/v1/prompts", list_prompts},
    {verb::post, "/api/v1/prompts/{number}/done", close_prompt, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/jobs", list_jobs},
    {verb::post, "/api/v1/jobs/{code}/run", ask_for_job, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/inbox", list_inbox},
    {verb::get, "/api/v1/inbox/settings", show_inbox_settings},
    {verb::put, "/api/v1/inbox/settings", set_inbox_settings, entrance::signed_in, json_limit},
    {verb::post, "/api/v1/inbox/{number}/seen", mark_seen, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/outbox", list_outbox},
    {verb::post, "/api/v1/outbox/{number}/replay", replay_delivery, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/scheduler", show_scheduler},
    {verb::post, "/api/v1/scheduler/release", release_sending, entrance::signed_in, json_limit},
    {verb::get, "/api/v1/openapi.json", show_openapi, entrance::open},

    {verb::get, "/", show_home, entrance::open},
    {verb::get, "/waits", show_waits},
    {verb::get, "/pathways/{code}/preview", show_policy_preview},
    {verb::get, "/areas/{code}", show_area_page},
    {verb::get, "/requests", list_requests},
    {verb::post, "/requests", take_request_form, entrance::signed_in, form_limit},
    {verb::get, "/requests/new", show_request_form},
    {verb::get, "/requests/{reference}", show_one_request},
    {verb::post, "/requests/{reference}/events", take_event_form, entrance::signed_in, form_limit},
    {verb::get, "/requests/{reference}/events/new", show_event_form},
    {verb::get, "/breaches", list_breaches},
    {verb::get, "/published", show_published},
    {verb::get, "/inbox", list_inbox},
    {verb::get, "/inbox/settings", show_inbox_settings},
    {verb::post, "/inbox/settings", take_settings_form, entrance::signed_in, form_limit},
    {verb::post, "/inbox/seen", take_seen_form, entrance::signed_in, form_limit},
    {verb::get, "/ladders", list_ladders},
    {verb::post, "/ladders", take_ladder_form, entrance::signed_in, form_limit},
    {verb::get, "/ladders/new", show_ladder_form},
    {verb::get, "/prompts", list_prompts},
    {verb::post, "/prompts/{number}/done", take_prompt_form, entrance::signed_in, form_limit},
    {verb::get, "/outbox", list_outbox},
    {verb::post, "/outbox/{number}/replay", replay_delivery, entrance::signed_in, form_limit},
    {verb::get, "/scheduler", show_scheduler},
    {verb::post, "/scheduler/release", take_release_form, entrance::signed_in, form_limit},
    {verb::post, "/scheduler/jobs/{code}/run", take_job_form, entrance::signed_in, form_limit},
    {verb::get, "/sign-in", show_sign_in, entrance::open},
    {verb::post, "/sign-in", sign_in, entrance::open, form_limit},
    {verb::post, "/sign-out", sign_out, entrance::open, form_limit},
    {verb::get, "/accessibility", show_accessibility, entrance::open},
    {verb::get, "/privacy", show_privacy, entrance::open},

    {verb::get, "/healthz", get_health, entrance::open},
    {verb::get, "/readyz", get_readiness, entrance::open},
    {verb::get, "/metrics", show_metrics},
    {verb::get, "/problems", list_problem_kinds, entrance::open},
    {verb::get, "/problems/{type}", get_problem_kind, entrance::open},
    {verb::get, "/assets/{file}", get_asset, entrance::open},
});

} // namespace

std::span<const route> route_table() { return table; }

} // namespace clockstart::api
