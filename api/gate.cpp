#include "api/gate.hpp"

#include "api/decode.hpp"
#include "api/forwarded.hpp"

#include <boost/beast/http/field.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/verb.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace clockstart::api {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t longest_key = 255;

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte; }

std::string_view view_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

bool same_word(std::string_view left, std::string_view right) {
    return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(),
                                                     [](char one, char two) { return lower(one) == lower(two); });
}

std::optional<verb> verb_of(http::verb method) {
    switch (method) {
    case http::verb::get:
        return verb::get;
    case http::verb::head:
        return verb::head;
    case http::verb::post:
        return verb::post;
    case http::verb::put:
        return verb::put;
    case http::verb::delete_:
        return verb::del;
    default:
        return std::nullopt;
    }
}

rejection bad(std::string_view detail) { return {"bad-http", detail}; }

// The path: decoded once, then nothing left in it that another layer could take for something else.
bool is_plain_path(std::string_view path) {
    if (path.find('\\') != std::string_view::npos) {
        return false;
    }
    for (std::size_t at = 0; at != std::string_view::npos;) {
        at = path.find("/.", at);
        if (at != std::string_view::npos) {
            const auto rest = path.substr(at + 2);
            if (rest.empty() || rest.front() == '/' || rest == "." || rest.starts_with("./")) {
                return false;
            }
            at += 2;
        }
    }
    return true;
}

std::optional<rejection> read_target(std::string_view target, call& into) {
    if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos) {
        return bad("Send the target as a path that begins with one slash.");
    }
    const auto mark = std::min(target.find('?'), target.size());
    const auto raw = target.substr(0, mark);
    const bool hidden_slash = raw.find("%2f") != std::string_view::npos || raw.find("%2F") != std::string_view::npos;
    auto path = percent_decode(raw, false);
    if (!path || hidden_slash || !is_plain_path(*path)) {
        return bad("The path holds something that is refused: a broken escape, a control character, \\ or a dot part.");
    }
    into.path = std::move(*path);
    into.query.clear();
    if (mark < target.size()) {
        auto pairs = decode_pairs(target.substr(mark + 1));
        if (!pairs) {
            return rejection{"malformed-request", "The query has a broken escape, or a parameter is in it twice."};
        }
        into.query = std::move(*pairs);
    }
    return std::nullopt;
}

std::optional<std::uint64_t> digits_only(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && !text.empty() && text.size() <= 18 ? std::optional{number} : std::nullopt;
}

// A field that was sent points into the header, even when it is empty; one that was not points nowhere.
bool was_sent(std::string_view value) { return value.data() != nullptr; }

// Takes the value of a field that may be there once.
template <class Value>
bool once(std::optional<Value>& place, std::string_view value) {
    if (place) {
        return false;
    }
    place.emplace(value);
    return true;
}
bool once(std::string_view& place, std::string_view value) {
    if (was_sent(place)) {
        return false;
    }
    place = value;
    return true;
}

// Every field that means something here, each at most once; a repeated one is how two readers come to differ.
struct field_reader {
    call& into;
    admitted& also;
    std::string_view length{};
    std::string_view coding{};
    std::string_view expect{};
    std::string_view type{};

    bool take(http::field name, std::string_view text_name, std::string_view value) {
        switch (name) {
        case http::field::host:
            return once(also.host, value);
        case http::field::content_length:
            return once(length, value);
        case http::field::transfer_encoding:
            return once(coding, value);
        case http::field::content_type:
            return once(type, value);
        case http::field::expect:
            return once(expect, value);
        case http::field::accept:
            return once(also.accept, value);
        case http::field::authorization:
            return once(also.authorization, value);
        case http::field::cookie:
            return once(also.cookies, value);
        case http::field::origin:
            return once(also.origin, value);
        case http::field::if_match:
            return once(into.if_match, value);
        case http::field::if_none_match:
            return once(into.if_none_match, value);
        default:
            return take_by_name(text_name, value);
        }
    }

    // Fields that Beast has no number for.
    bool take_by_name(std::string_view name, std::string_view value) {
        if (same_word(name, "Idempotency-Key")) {
            return !value.empty() && value.size() <= longest_key && once(into.idempotency_key, value);
        }
        if (same_word(name, "Last-Event-ID")) {
            return once(into.last_event_id, value);
        }
        if (same_word(name, "Sec-Fetch-Site")) {
            return once(also.fetch_site, value);
        }
        if (same_word(name, "X-Forwarded-For")) {
            return once(also.forwarded_for, value);
        }
        if (same_word(name, "X-Forwarded-Proto")) {
            return once(also.forwarded_proto, value);
        }
        if (same_word(name, "X-Forwarded-Host")) {
            return once(also.forwarded_host, value);
        }
        return !same_word(name, "X-CSRF-Token") || once(also.csrf_token, value);
    }
};

void read_content_type(std::string_view type, call& into) {
    into.content_type.clear();
    auto bare = type.substr(0, type.find(';'));
    bare = bare.substr(0, bare.find_last_not_of(" \t") + 1);
    std::transform(bare.begin(), bare.end(), std::back_inserter(into.content_type), lower);
}

} // namespace

bool is_our_host(std::string_view host, std::span<const std::string> hosts) {
    const auto bracket = host.find(']');
    const auto colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const auto name = host.substr(0, colon);
    if (colon != std::string_view::npos) {
        const auto port = digits_only(host.substr(colon + 1));
        if (!port || *port > 65'535) {
            return false;
        }
    }
    return std::any_of(hosts.begin(), hosts.end(), [&](const auto& ours) { return same_word(name, ours); });
}

std::optional<rejection> admit(const request_head& head, std::span<const std::string> hosts, bool by_proxy, call& into,
                               admitted& also) {
    if (head.version() != 11 && head.version() != 10) {
        return rejection{"version-not-supported", {}};
    }
    const auto method = verb_of(head.method());
    if (!method) {
        return rejection{"method-not-allowed", "The methods here are GET, HEAD, POST, PUT and DELETE."};
    }
    into.method = *method;
    if (auto refused = read_target(view_of(head.target()), into)) {
        return refused;
    }
    into.if_match.reset();
    into.if_none_match.reset();
    into.idempotency_key.reset();
    into.last_event_id.reset();
    also = {};
    field_reader reader{into, also};
    bool close = head.version() == 10;
    for (const auto& field : head) {
        if (!reader.take(field.name(), view_of(field.name_string()), view_of(field.value()))) {
            return bad("A header field is repeated, empty or too long that may be there once.");
        }
        close = close || (field.name() == http::field::connection && http::token_list{field.value()}.exists("close"));
    }
    if (by_proxy) {
        if (auto refused = believe_proxy(also)) {
            return refused;
        }
    }
    if (!is_our_host(also.host, hosts)) {
        return bad("Send exactly one Host header, with a name of this service.");
    }
    if (was_sent(reader.expect) && !same_word(reader.expect, "100-continue")) {
        return rejection{"expectation-failed", {}};
    }
    if (was_sent(reader.coding) && (reader.coding != "chunked" || head.version() == 10 || was_sent(reader.length))) {
        return rejection{"length-required", "The only transfer coding known is one single \"chunked\" in HTTP/1.1."};
    }
    if (was_sent(reader.length)) {
        also.length = digits_only(reader.length);
        if (!also.length) {
            return bad("Content-Length is one number, in digits.");
        }
    }
    also.chunked = was_sent(reader.coding);
    also.expects_continue = was_sent(reader.expect);
    also.keep_alive = !close;
    read_content_type(reader.type, into);
    return std::nullopt;
}

std::optional<rejection> admit_body(const admitted& what, verb method, std::size_t body_limit, bool takes_chunks) {
    if (what.chunked && !takes_chunks) {
        return rejection{"length-required", {}};
    }
    const bool expects_body = method == verb::post || method == verb::put;
    if (expects_body && !what.chunked && !what.length) {
        return rejection{"length-required", {}};
    }
    if (what.length.value_or(0) > body_limit) {
        return rejection{"too-large", {}};
    }
    return std::nullopt;
}

} // namespace clockstart::api
