#pragma once

#include "db/event_rows.hpp"
#include "domain/directory.hpp"

#include <cstdint>
#include <string>

namespace clockstart::api {

// One event as server-sent events have it: id (the journal's sequence), event (its type) and data (db::told_event, one
// line of JSON).
std::string event_frame(const db::event_row& row, const domain::directory& places);

// What a stream begins with: how long to wait before coming back, and from where on it tells, so that also a reader to
// whom nothing has come yet can resume.
std::string first_frame(std::int64_t after);

} // namespace clockstart::api
