#pragma once

#include "domain/event.hpp"
#include "domain/pathway.hpp"
#include "domain/request.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>

namespace clockstart::domain {

// An event that somebody wants to record, as far as it is known before the ledger is looked at.
struct proposed_event {
    std::string type;
    civil_date on{};
    std::string reason;            // as given; a code of the pathway stays in the ledger, other words go to the vault
    boost::json::object details{}; // the type's own members, already of the right shape
};

// May this happen next? Taken inside the writer's transaction, where order exists. `ledger` is the whole ledger of the
// request in sequence order, `today` the London date. Gives the event as it is to be recorded (sequence and recorded_at
// are the journal's to fill in), or why not: errc::invalid with the field (/type, /on, /reason, /conditions/...,
// /corrects, /to_service) or errc::conflict where the request's state forbids it. Rules checked: the type is of the
// pathway; not in the future; not before the opening event or, for a correction of it, before `born`; `once`; `after`;
// reason; nothing after closing; discharge after "not brought" only with the four conditions (NHS Data Dictionary,
// discharge after did not attend); a correction names an event of this request that can be corrected.
result<event> decide(const pathway& rules, std::span<const event> ledger, const proposed_event& proposed,
                     civil_date today, std::optional<civil_date> born = std::nullopt);

} // namespace clockstart::domain
