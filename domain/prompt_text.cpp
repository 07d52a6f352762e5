#include "domain/prompt_text.hpp"

namespace clockstart::domain {

std::string prompt_text(std::string_view job, civil_date due_on) {
    if (job == "service_unchecked") {
        return "Check that the details of this service are still right";
    }
    if (job == "contract_ends") {
        return "The contract of this service ends on " + format_long_date(due_on) + ": plan what comes after it";
    }
    if (job == "child_turns") {
        return "This child reaches an age at which services change: plan ahead";
    }
    if (job == "retention_due") {
        return "Decide what happens to an old record that need not be kept any longer";
    }
    return {};
}

} // namespace clockstart::domain
