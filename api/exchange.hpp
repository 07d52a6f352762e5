#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/door.hpp"
#include "api/gate.hpp"
#include "api/routes.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace clockstart::api {

struct premises;

// A refusal by the gate, always as problem+json: a page would be work that anybody can make us do.
answer refuse(const rejection& why);

// Calls the handler of a route; denials and exports go into the audit (api/audit_note.hpp). What it throws is logged
// once with an incident id, and answered by that id alone.
boost::asio::awaitable<answer> carry_out(premises& here, const route& wanted, const call& asked);

// 404, or 405 with Allow.
answer nothing_there(const call& asked, const lookup& looked);

// One line per request: method, the route's pattern, status, milliseconds. Nothing that names anybody.
void note(const door& at, const call& asked, const route* wanted, unsigned status,
          std::chrono::steady_clock::time_point since);

} // namespace clockstart::api
