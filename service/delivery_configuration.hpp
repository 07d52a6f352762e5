#pragma once

#include "service/configuration.hpp"
#include "service/configuration_keys.hpp"

namespace clockstart::service {

// Reads the tables about what leaves the house: mail, webhooks, delivery, heartbeat, backup. `beside` is the folder
// that relative paths are taken from.
void read_delivery(configuration_keys& top, const std::filesystem::path& beside, configuration& into);

} // namespace clockstart::service
