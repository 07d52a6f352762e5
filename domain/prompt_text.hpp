#pragma once

#include "domain/time.hpp"

#include <string>
#include <string_view>

namespace clockstart::domain {

// What a prompt of that job asks of somebody; "" for a job that has no words here. It may go out by mail, so there is
// nothing of a child in it, no age either.
std::string prompt_text(std::string_view job, civil_date due_on);

} // namespace clockstart::domain
