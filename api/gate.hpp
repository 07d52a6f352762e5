#pragma once

#include "api/call.hpp"
#include "api/door.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clockstart::api {

// Beast parses; the gate decides what may be parsed at all, and what of it is let through: a policy stricter than
// HTTP's grammar, because what two parsers can read in two ways is how requests are smuggled.

// Why a message is not let through: a kind of problem, and a sentence. The connection is closed after it.
struct rejection {
    std::string_view slug{};
    std::string_view detail{};
};

// Looks at the raw bytes of a header block as they arrive: only CRLF ends a line, no line is folded, nothing but
// printable ASCII (and tabs in values), within the limits. Each byte is looked at once.
class head_scan {
public:
    enum class verdict { more, whole, refused };

    explicit head_scan(const limits& at_most) : at_most_{at_most} {}

    // Goes on with everything received of this request so far; must begin with the same bytes as before.
    verdict look(std::string_view all);

    std::size_t length() const { return seen_; } // of the block with its empty line, when whole
    const rejection& why() const { return why_; }
    void start_again();

private:
    verdict refuse(std::string_view slug, std::string_view detail);
    verdict look_at_line(std::string_view line);

    const limits& at_most_;
    std::size_t seen_ = 0; // up to the start of the line that is not complete yet
    std::size_t lines_ = 0;
    rejection why_{};
};

// What the session needs of an admitted header besides the call. The views point into the header.
struct admitted {
    bool keep_alive = false;
    bool chunked = false;
    bool expects_continue = false;
    std::optional<std::uint64_t> length{};
    std::string_view host{};
    std::string_view accept{};
    std::string_view authorization{};
    std::string_view cookies{};
    std::string_view origin{};
    std::string_view fetch_site{};
    std::string_view csrf_token{};
    std::string_view forwarded_for{}; // these three are the caller's own words, unless a trusted proxy wrote them
    std::string_view forwarded_proto{};
    std::string_view forwarded_host{};
};

using request_head = boost::beast::http::header<true, boost::beast::http::fields>;

// Applies every rule that needs no route, fills the call (method, path, query, content type, preconditions) and gives
// what the session needs; or says why not. `hosts`: lower case, without port. `by_proxy`: the peer is a proxy that is
// believed.
std::optional<rejection> admit(const request_head& head, std::span<const std::string> hosts, bool by_proxy, call& into,
                               admitted& also);

// Is this Host one of ours? Any port goes with a name.
bool is_our_host(std::string_view host, std::span<const std::string> hosts);

// The rules about the body that depend on the route: where chunks are taken, how long it may be.
std::optional<rejection> admit_body(const admitted& what, verb method, std::size_t body_limit, bool takes_chunks);

} // namespace clockstart::api
