#pragma once

#include "domain/calendar.hpp"

namespace soci {
class session;
}

namespace clockstart::db {

// The calendar built in, with the days added to the folder.
domain::working_calendar load_calendar(soci::session& sql);
// `one` has recorded_at.
void insert_row(soci::session& sql, const domain::bank_holiday& one);

} // namespace clockstart::db
