#pragma once

#include "scheduler/mail.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clockstart::scheduler {

// Why a mail cannot be written down, or nothing. What passes can put no line of its own into the header.
std::optional<std::string> fault_of(const mail_settings& settings, const mail& letter);

// The mail as it goes over the wire (RFC 5322): the header in lines of ASCII, RFC 2047 where that does not do, and the
// text as quoted-printable. For what has no fault.
std::string text_of(const mail_settings& settings, const mail& letter);

// The part of an address behind the '@'.
std::string_view domain_of(std::string_view address);

} // namespace clockstart::scheduler
