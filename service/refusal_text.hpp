#pragma once

#include "service/local_client.hpp"

#include "domain/error.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace clockstart::service {

// How a place in the question is called where the user wrote it: "/role" is "--role". Faults are then told as "--role:
// what is wrong".
using place_name = std::function<std::string(std::string_view pointer)>;

// Tells on standard error why the daemon refused, each fault on a line of its own.
void tell_refusal(const local_reply& answered, const place_name& named);

// The same for what was refused before anybody was asked.
void tell_refusal(const domain::refusal& why, const place_name& named);

// One sentence on standard error.
void tell_error(std::string_view sentence);

} // namespace clockstart::service
