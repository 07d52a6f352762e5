#pragma once

#include "api/fields.hpp"

#include "db/mapping.hpp"

namespace clockstart::api {

// A mapping as the mapping file has it (docs/importing.md), turned into JSON member for member. Faults are left with
// `read`.
db::import_mapping read_mapping(fields& read);

} // namespace clockstart::api
