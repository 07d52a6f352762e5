#pragma once

#include "domain/calendar.hpp"

#include <filesystem>
#include <vector>

namespace clockstart::db {

// The bank holidays of England in the file that gov.uk publishes (bank-holidays.json). Faults by their place in the
// document; `/file` where it cannot be read, or is no JSON.
domain::result<std::vector<domain::bank_holiday>> read_calendar_file(const std::filesystem::path& file);

} // namespace clockstart::db
