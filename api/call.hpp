#pragma once

#include "domain/error.hpp"
#include "domain/time.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clockstart::api {

struct door;

// The methods that are spoken here. A HEAD is routed as the GET of the same path; only its body stays unsent.
enum class verb { get, head, post, put, del };
std::string_view name_of(verb what);

// The three faces of one view.
enum class face { json, csv, html };

// Who is asking, as the token or the session says. Roles: therapist, provider_manager, school, commissioner,
// administrator, auditor, integrator. An empty list of areas, providers or schools gives no scope by that list.
struct principal {
    std::string name;
    std::string role;
    std::vector<std::string> areas{};
    std::vector<std::string> providers{};
    std::vector<std::string> schools{};
    bool local = false;     // came over the data folder's own socket without a token: the folder's owner
    std::string token_id{}; // of the token or session, never the secret
    std::string csrf{};     // what this session's forms must send back in "csrf"; empty for bearer tokens
    std::optional<domain::instant> until{}; // from then on the token is not known, and a session begun with it is over

    bool operator==(const principal&) const = default;
};

// One request after the gate. The session owns it, keeps it until the answer is written and then uses it again, so
// a handler that starts work outliving its answer must copy. Nothing here is trusted to be a valid field yet.
struct call {
    verb method = verb::get;                                // as sent: a handler of GET may see head
    std::string path;                                       // percent-decoded once, no "..", no control characters
    std::vector<std::pair<std::string, std::string>> query; // decoded, each name at most once
    std::vector<std::string> captures;                      // the {parts} of the route's pattern, left to right
    std::string body;
    std::string content_type; // without parameters, lower case; empty when none was sent
    std::optional<std::string> if_match;
    std::optional<std::string> if_none_match;
    std::optional<std::string> idempotency_key; // 1 to 255 visible ASCII characters
    std::optional<std::string> last_event_id;
    face wanted = face::json;
    std::optional<principal> who; // empty: nobody signed in
    std::string device_cookie;    // the mark of a browser that somebody signed in with before; empty: none
    std::string session_cookie;   // its value, for signing out; empty for bearer tokens
    std::string remote;           // the peer's address, or "local"
    bool over_local_socket = false;
    const door* through = nullptr; // the door it came in by; never null when a handler runs
};

// The value of one query parameter, or nothing when it was not sent. An empty value counts as sent.
std::optional<std::string_view> query(const call& asked, std::string_view name);

// Refuses (malformed, pointer "?name") every query parameter that is not in the list. "format" is always known.
domain::result<void> refuse_unknown_parameters(const call& asked, std::initializer_list<std::string_view> known);

// An application/x-www-form-urlencoded body as decoded pairs; malformed when it is not one or a name is repeated.
domain::result<std::vector<std::pair<std::string, std::string>>> form_body(const call& asked);

} // namespace clockstart::api
