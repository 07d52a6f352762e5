#pragma once

#include "api/viewpoint.hpp"

#include <span>
#include <string>
#include <string_view>

namespace clockstart::api {

struct worklist_asked {
    domain::worklist_question question; // its limit is one more than asked for, to see whether there is a next page
    std::string state;                  // as asked for, "open" included; empty: any
    std::string_view sort;
};

// States that may be asked for: "open" (running, breached or paused), and the states of a clock.
std::span<const std::string_view> worklist_states();
std::span<const std::string_view> worklist_orders();

// Reads ?pathway, area, provider, service, school, state, due_before, stage, sort, limit, cursor. Without any ?state
// the API gives every request and the page those that are open, because a worklist is what is still to be done. ?stage
// is the code of a stage and needs ?pathway. A role that sees no requests gets not_found.
domain::result<worklist_asked> read_worklist_question(const call& asked, const viewpoint& at);

// What a cursor of the worklist holds.
std::string place_text(const domain::worklist_place& place);

} // namespace clockstart::api
