#include "domain/error.hpp"

namespace clockstart::domain {

std::string_view name_of(errc code) {
    switch (code) {
    case errc::malformed:
        return "malformed";
    case errc::wrong_content_type:
        return "wrong_content_type";
    case errc::not_signed_in:
        return "not_signed_in";
    case errc::not_found:
        return "not_found";
    case errc::conflict:
        return "conflict";
    case errc::stale:
        return "stale";
    case errc::invalid:
        return "invalid";
    case errc::key_reused:
        return "key_reused";
    case errc::precondition_missing:
        return "precondition_missing";
    case errc::busy:
        return "busy";
    case errc::storage_failed:
        return "storage_failed";
    }
    return "unknown";
}

unexpected_refusal::unexpected_refusal(const refusal& reason)
    : std::logic_error{"a refusal nobody looked for: " + std::string{name_of(reason.code)} +
                       (reason.faults.empty() ? std::string{} : " at " + reason.faults.front().pointer)},
      code{reason.code} {}

void throw_exception_from_error(const refusal& reason, const boost::source_location&) {
    throw unexpected_refusal{reason};
}

} // namespace clockstart::domain
