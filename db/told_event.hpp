#pragma once

#include "db/event_rows.hpp"

#include "domain/directory.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace clockstart::db {

// What an event tells outside named access (the live stream, webhooks) besides when and where it happened: only members
// that stand in the one list of what may be told (told_event.cpp), and only when they look as they should. Of the event
// that opened a request that is what was asked for, and nothing that tells of the child.
boost::json::object told_details(const event_row& row, const domain::directory& places);

// The whole of it: sequence, type, reference, pathway, service, area, on, recorded_at, details.
boost::json::object told_event(const event_row& row, const domain::directory& places);

// A code of a pathway or of ours: nothing with a blank or a line break, and no bare number, is one.
bool is_told_code(std::string_view text);

} // namespace clockstart::db
