#pragma once

#include "api/call.hpp"
#include "api/fields.hpp"

#include "db/command.hpp"

#include <boost/json/object.hpp>

namespace clockstart::api {

// The body of POST /requests as a command: shapes, closed lists, NHS number, and what can be judged without the ledger.
// All faults at once, each with its pointer. Actor, idempotency and scope are the handler's to fill in.
domain::result<db::create_request> read_request_body(const boost::json::object& body, domain::civil_date today);

// The body of POST /requests/{reference}/events. `facts` are those of the request, for its items.
struct event_body {
    domain::proposed_event event;
    db::words text;
};
domain::result<event_body> read_event_body(const boost::json::object& body, const domain::request_facts& facts,
                                           domain::civil_date today);

} // namespace clockstart::api
