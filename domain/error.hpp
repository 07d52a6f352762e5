#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::domain {

// Everything that a caller's input can bring about. A broken world (disk, bug) is thrown instead.
enum class errc {
    malformed,            // not readable at all: bad JSON, bad parameter, repeated parameter (400)
    wrong_content_type,   // the body is declared as something that is not read here (415)
    not_signed_in,        // no token or session, or one that is not known (401)
    not_found,            // not there, or not this caller's to see: one answer for both (404)
    conflict,             // true of the world, false for the state of this record: an event out of order (409)
    stale,                // If-Match names an older version (412)
    invalid,              // readable, but a field is wrong; the faults say which (422)
    key_reused,           // the same Idempotency-Key with another body (422)
    precondition_missing, // a change without If-Match (428)
    busy,                 // the queue of the writer is full; nothing was done, try again (503)
    storage_failed,       // the disk refused; whether the change was stored is unknown, ask with the same key (503)
};

// One fault in an input: where (JSON pointer, or column name for a file) and what is wrong, with the remedy.
// Never quotes the value: it may be a child's.
struct fault {
    std::string pointer;
    std::string detail;

    bool operator==(const fault&) const = default;
};

// Why an input was refused.
struct refusal {
    errc code{errc::invalid};
    std::vector<fault> faults{};
    boost::source_location where{};
};

// Thrown by result::value() when nobody looked whether there is a value: a bug, not an input.
class unexpected_refusal : public std::logic_error {
public:
    explicit unexpected_refusal(const refusal& reason);
    errc code;
};
[[noreturn]] void throw_exception_from_error(const refusal& reason, const boost::source_location& where);

// What comes back where input decides between an answer and a refusal.
template <class T>
using result = boost::system::result<T, refusal>;

// A refusal for one field. The place in the code is kept for the log.
inline refusal refuse(errc code, std::string pointer, std::string detail,
                      const boost::source_location& where = BOOST_CURRENT_LOCATION) {
    return {code, {{std::move(pointer), std::move(detail)}}, where};
}

// A refusal that says it all by its code.
inline refusal refuse(errc code, const boost::source_location& where = BOOST_CURRENT_LOCATION) {
    return {code, {}, where};
}

// The enumerator as written above, for logs and tests.
std::string_view name_of(errc code);

} // namespace clockstart::domain
