#pragma once

#include "service/configuration.hpp"

#include <filesystem>
#include <optional>

namespace clockstart::service {

// What a command's --config names, the defaults when it names nothing; or nothing, when every fault has been told on
// standard error.
std::optional<configuration> configuration_or_tell(const std::filesystem::path& file);

} // namespace clockstart::service
