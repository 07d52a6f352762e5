#include "api/problem.hpp"

#include <algorithm>
#include <array>

namespace clockstart::api {
namespace {

// The slugs are promised: programs compare them. Add freely, rename never.
constexpr auto kinds = std::to_array<problem_kind>({
    {"malformed-request", 400, "The request cannot be read",
     "The body is not sound JSON, or a parameter is unknown, repeated or not of its kind.",
     "Mend what the errors point at. A pointer that begins with ? names a parameter of the query."},
    {"bad-http", 400, "This is not HTTP as it is spoken here",
     "The message breaks a rule of HTTP/1.1, or uses a part of it that is refused here because it can be misread.",
     "Send one Host header of this service, a plain path, and one Content-Length for a body. The connection is "
     "closed."},
    {"not-signed-in", 401, "Sign in first",
     "The request carries no token or session, or one that is not known or has ended.",
     "Send Authorization: Bearer with a token that an administrator gave you, or sign in on the page."},
    {"other-site", 403, "This form was not sent from here",
     "A change that rides on a browser session must come from a page of this service and carry its form token.",
     "Open the page again and send the form from there. Programs use a bearer token instead."},
    {"not-found", 404, "Not there, or not yours to see",
     "There is nothing at this address that you may see. The two cases are not told apart, on purpose.",
     "Check the reference, and that your token or role covers its area."},
    {"method-not-allowed", 405, "Not that method here", "The address exists, but not with this method.",
     "Use one of the methods in the Allow header."},
    {"no-such-face", 406, "Not in that format", "This answer does not exist in the format that was asked for.",
     "Ask for ?format=json, csv or html, or send an Accept header that allows one of them."},
    {"too-slow", 408, "The request took too long to arrive", "The header or the body did not arrive in time.",
     "Send it again, in one go."},
    {"conflict", 409, "The record is not in a state for that",
     "The change is well formed, but the record has moved on or does not allow it now.",
     "Read the record again; its stage and events say what can come next."},
    {"length-required", 411, "Say how long the body is",
     "The body must be announced by Content-Length. Chunked bodies are taken on import addresses only.",
     "Send Content-Length with the number of bytes."},
    {"stale", 412, "Somebody was faster", "If-Match names an older version than the one that is stored.",
     "Read the record again, look at what changed, and repeat the change with the new ETag."},
    {"too-large", 413, "The body is too large", "The body is longer than this address takes.",
     "Send less at once. Lists go in through the import."},
    {"target-too-long", 414, "The address is too long", "The request line is longer than 8 KB.", "Ask for less."},
    {"wrong-content-type", 415, "Not in that format",
     "The body is declared by Content-Type as something that this address does not read.",
     "Programs send Content-Type: application/json; forms of the pages are sent by the browser as they are."},
    {"expectation-failed", 417, "That cannot be promised", "The only expectation known here is 100-continue.",
     "Leave the Expect header out."},
    {"invalid-field", 422, "A field is wrong", "The body can be read, but one or more fields cannot be taken.",
     "Each error names its field by a JSON pointer and says what is wanted. Nothing was stored."},
    {"key-reused", 422, "That Idempotency-Key belongs to another request",
     "The same key came before with another body.",
     "Use a new key for each new thing; repeat a key only to ask again."},
    {"precondition-required", 428, "Say which version you are changing",
     "Every change of a record needs If-Match, so that nobody overwrites what they have not seen.",
     "Read the record and send its ETag as If-Match."},
    {"too-many-requests", 429, "Too many requests",
     "You have used up the requests that one caller may make in this time.",
     "Nothing was done. Wait for the seconds in Retry-After, then go on more slowly."},
    {"header-too-large", 431, "The header is too large",
     "The header is over 16 KB, has over 64 fields, or a line of over 8 KB.", "Send fewer or shorter fields."},
    {"internal", 500, "Something went wrong here",
     "An error that is ours. It was logged under the incident id in the detail.",
     "Try again. If it stays, give the incident id to the people who run the service."},
    {"busy", 503, "Busy, try again", "So much is waiting to be stored that nothing more is taken for the moment.",
     "Nothing was stored. Send it again after the seconds in Retry-After."},
    {"storage-failed", 503, "The disk refused",
     "Storing failed, and whether this change was kept is not known until the service has restarted.",
     "Send the same request again with the same Idempotency-Key: it is then stored once, not twice."},
    {"not-ready", 503, "Not ready", "The service is starting or stopping, or it cannot store anything.",
     "Try again in a few seconds."},
    {"version-not-supported", 505, "HTTP/1.1 is spoken here", "The request line names another version of HTTP.",
     "Use HTTP/1.1."},
});

} // namespace

std::span<const problem_kind> problem_kinds() { return kinds; }

const problem_kind* find_problem_kind(std::string_view slug) {
    const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.slug == slug; });
    return found == kinds.end() ? nullptr : found;
}

} // namespace clockstart::api
