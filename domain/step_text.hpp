#pragma once

#include "domain/pathway.hpp"

#include <string>
#include <string_view>

namespace clockstart::domain {

// What a step says to people, with nothing of a child: "Equipment delivered is due in 14 days, on 3 January 2027".
// `target`, `code` and `due_on` as in domain::step; `on`: the day on which it is reached. The rules may be of another
// version than the step's: what is unknown there is named by its code.
std::string step_text(const pathway& rules, std::string_view target, std::string_view code, civil_date due_on,
                      civil_date on);

// Whether a step may be for that role.
bool is_step_role(std::string_view role);

// "the provider's manager", for the role of a step.
std::string role_text(std::string_view role);

} // namespace clockstart::domain
