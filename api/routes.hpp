#pragma once

#include "api/access_table.hpp"
#include "api/answer.hpp"
#include "api/call.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::api {

// What handlers reach the rest of the daemon by: api/house.hpp. The session only passes it on.
struct house;

// A handler answers one call, on the loop. Refusals are answers; what it throws becomes 500.
using handler = boost::asio::awaitable<answer> (*)(house&, const call&);

// Who may knock at all.
enum class entrance {
    open,      // anybody
    signed_in, // 401 without a token or session; a page goes to /sign-in instead
};

inline constexpr std::size_t no_body = 0;
inline constexpr std::size_t form_limit = 64UL * 1024;
inline constexpr std::size_t json_limit = 1024UL * 1024;
inline constexpr std::size_t import_limit = 10UL * 1024 * 1024; // these routes may be chunked and have 120 s

// One operation: GET /api/v1/requests/{reference}. A {part} stands for one non-empty segment.
struct route {
    verb method;
    std::string_view pattern;
    handler handle;
    needed_right needs; // of the caller's role; else the answer is that of an address that is not there
    entrance way_in = entrance::signed_in;
    std::size_t body_limit = no_body; // bytes
    bool goes_on = false;             // answers with answer::live, in one format, whatever Accept names
};

// Every route of the daemon: api/route_table.cpp.
std::span<const route> route_table();

struct lookup {
    const route* found = nullptr;
    std::string allow{}; // when another method is known for the path: the value of Allow (405); else empty (404)
};

// Finds the route of a decoded path and fills `captures`. A segment written out wins over a {part} only by standing
// earlier in the table.
lookup find_route(std::span<const route> table, verb method, std::string_view path, std::vector<std::string>& captures);

} // namespace clockstart::api
