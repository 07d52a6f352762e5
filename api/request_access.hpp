#pragma once

#include "api/access.hpp"
#include "api/house.hpp"
#include "api/moment.hpp"
#include "api/request_view.hpp"

#include <boost/asio/awaitable.hpp>

namespace clockstart::api {

// A request that the caller may see, and how far. Not there and not allowed are one refusal.
struct visible_request {
    db::held_request held;
    reach within;
    std::shared_ptr<const domain::directory> places;
    // What of the vault the caller may see, where it is known already; else view_of() reads it.
    std::optional<db::private_parts> opened{};
};
// Whether the caller is shown a name or words of the child; and of which requests, for the audit.
inline bool shows_child(const visible_request& seen) { return seen.within.sees_children || seen.within.sees_words; }
inline std::vector<std::uint32_t> shown_requests(const visible_request& seen) {
    return shows_child(seen) ? std::vector{seen.held.number} : std::vector<std::uint32_t>{};
}
domain::result<visible_request> find_visible_request(const house& home, const principal& who,
                                                     std::string_view reference);

// The request that this caller has just changed; throws when it is not there. Takes what the receipt holds of it.
visible_request find_changed_request(const house& home, const principal& who, db::receipt& done);

// The request as this caller sees it from that point of view, as a JSON value.
domain::result<boost::json::object> view_of(const house& home, const visible_request& seen, const moment& at);

// Opening a request and recording an event, for the API and for the forms of the pages alike: reads the body, asks the
// journal, and says what came of it.
boost::asio::awaitable<domain::result<db::receipt>> open_request(house& home, const call& asked,
                                                                 const boost::json::object& body);
boost::asio::awaitable<domain::result<db::receipt>> add_event_to(house& home, const call& asked,
                                                                 const visible_request& seen,
                                                                 const boost::json::object& body,
                                                                 std::optional<std::int64_t> expected_sequence);

// If-Match as a sequence: required; "*" is any version.
domain::result<std::optional<std::int64_t>> expected_version(const call& asked);

} // namespace clockstart::api
