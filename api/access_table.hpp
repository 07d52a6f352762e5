#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace clockstart::api {

// What can be done and seen. Each operation names one of these (route_table.cpp) and is closed to every role that does
// not have it; which objects it is then about is decided by the scope of the caller (access.hpp).
enum class right : std::uint8_t {
    come_in,         // no account is needed: signing in, words about the service, health
    look_up,         // reference data, pathways, ladders, the calendar, published figures; the caller's own inbox
    see_requests,    // single requests of the scope, as rows without a name
    see_children,    // of those requests: names, NHS numbers, birth dates
    see_words,       // of those requests: notes and reasons in words
    write_requests,  // open requests, record events
    see_figures,     // waiting times
    see_breaches,    // what is past target, request by request
    see_plans,       // what a changed policy would do
    set_rules,       // pathway versions, ladders, bank holidays; only with a scope of everything
    see_prompts,     // what recurring work asks of people
    answer_prompts,  // say that it is done
    confirm_service, // that the details of a service are right
    see_upkeep,      // scheduler, jobs, outbox, webhooks
    keep_up,         // run jobs, release sending, replay deliveries, make and end webhooks
    see_access,      // who holds a token
    manage_access,   // make and end tokens; only with a scope of everything
    see_audit,       // who did, saw and was refused what, of the scope
    export_subject,  // all that is held of one child; only with a scope of everything
};
inline constexpr std::size_t right_count = 19;

// The one table of roles: what each may do. Read by the daemon and by the tests that sweep every operation.
struct role_row {
    std::string_view role;
    std::array<bool, right_count> may; // by right
};

// In the order of `right`:
//   come_in look_up see_requests see_children see_words write_requests see_figures see_breaches see_plans set_rules
//   see_prompts answer_prompts confirm_service see_upkeep keep_up see_access manage_access
//   see_audit export_subject
// clang-format off
inline constexpr std::array<role_row, 7> access_table{{
    {"therapist",        {true , true , true , true , true , true , true , true , false, false, true , true , false, false, false, false, false, false, false}},
    {"provider_manager", {true , true , true , true , true , true , true , true , true , false, true , true , true , false, false, false, false, false, false}},
    {"school",           {true , true , true , true , false, false, false, false, false, false, false, false, false, false, false, false, false, false, false}},
    {"commissioner",     {true , true , true , false, false, false, true , true , true , false, true , true , false, false, false, false, false, false, false}},
    {"administrator",    {true , true , true , true , true , true , true , true , true , true , true , true , true , true , true , true , true, true , true}},
    {"auditor",          {true , true , true , false, false, false, true , true , false, false, true , false, false, true , false, true , false, true , false}},
    {"integrator",       {true , true , true , true , false, true , true , true , false, false, false, false, false, false, false, false, false, false, false}},
}};
// clang-format on

// A role that is not in the table may do nothing.
constexpr bool may(std::string_view role, right what) {
    for (const auto& one : access_table) {
        if (one.role == role) {
            return one.may[static_cast<std::size_t>(what)];
        }
    }
    return false;
}

// The right that an operation needs. There is none by itself: a row of the routes without one does not compile.
struct needed_right {
    constexpr needed_right(right which)
        : what{which} {} // NOLINT(google-explicit-constructor): a row says just the right
    right what;
};

} // namespace clockstart::api
