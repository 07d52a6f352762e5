#pragma once

#include "domain/error.hpp"

#include <boost/json/object.hpp>

#include <filesystem>

namespace clockstart::service {

// A mapping file (docs/importing.md) as the JSON object that the import route takes, member for member; whether it
// makes sense is decided there. Refused when it is no TOML: pointer "LINE".
domain::result<boost::json::object> read_mapping_file(const std::filesystem::path& file);

} // namespace clockstart::service
