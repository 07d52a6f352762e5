#pragma once

namespace clockstart::service {

class configuration_keys;
struct configuration;

// [audiences] and [figures].
void read_audiences(configuration_keys& top, configuration& into);

} // namespace clockstart::service
