#pragma once

#include "db/event_rows.hpp"
#include "domain/directory.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace clockstart::api {

// What an event tells on the live stream besides when and where it happened: only members that stand in the one list
// of what may be told (stream_view.cpp), and only when they look as they should. Of the event that opened a request
// that is what was asked for, and nothing that tells of the child.
boost::json::object told_details(const db::event_row& row, const domain::directory& places);

// One event as server-sent events have it: id (the journal's sequence), event (its type) and data (JSON, one line).
std::string event_frame(const db::event_row& row, const domain::directory& places);

// What a stream begins with: how long to wait before coming back, and from where on it tells, so that also a reader to
// whom nothing has come yet can resume.
std::string first_frame(std::int64_t after);

} // namespace clockstart::api
