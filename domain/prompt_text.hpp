#pragma once

#include "domain/time.hpp"

#include <string>
#include <string_view>

namespace clockstart::domain {

// What a prompt of that job asks of somebody; "" for a job that has no words here. It may go out by mail, so there is
// nothing of a child in it, no age either.
std::string prompt_text(std::string_view job, civil_date due_on);

// The subject of a prompt that is about a request, and the reference in such a subject; "" for any other.
inline constexpr std::string_view request_subject = "request:";
constexpr std::string_view reference_in(std::string_view subject) {
    return subject.starts_with(request_subject) ? subject.substr(request_subject.size()) : std::string_view{};
}

} // namespace clockstart::domain
