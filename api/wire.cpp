#include "api/wire.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace clockstart::api {
namespace {

// Pages may use what we serve and nothing else; data can do nothing at all should a browser show it as a page.
constexpr std::string_view page_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view data_policy = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view always = "X-Content-Type-Options: nosniff\r\n"
                                    "Referrer-Policy: no-referrer\r\n"
                                    "Cross-Origin-Opener-Policy: same-origin\r\n"
                                    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view transport = "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

void append_number(std::string& text, std::size_t number) {
    char digits[20];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    text.append(digits, end);
}

bool is_sound(std::string_view value) {
    return std::none_of(value.begin(), value.end(),
                        [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == '\x7f'; });
}

} // namespace

bool has_no_body(unsigned status) { return status == 204 || status == 304; }

bool write_head(std::string& head, const answer& what, const sending& how) {
    head.assign("HTTP/1.1 ");
    append_number(head, what.status);
    head += ' ';
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(what.status));
    head.append(reason.data(), reason.size());
    head += "\r\n";
    if (!what.content_type.empty()) {
        head.append("Content-Type: ").append(what.content_type).append("\r\n");
    }
    if (!has_no_body(what.status) && !what.live) {
        head += "Content-Length: ";
        append_number(head, what.body.size());
        head += "\r\n";
    }
    bool own_caching = false;
    bool sound = is_sound(what.content_type);
    for (const auto& [name, value] : what.headers) {
        own_caching = own_caching || name == "Cache-Control";
        sound = sound && is_sound(name) && is_sound(value);
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (!own_caching) {
        head += "Cache-Control: no-store\r\n";
    }
    head += what.content_type.starts_with("text/html") ? page_policy : data_policy;
    head += always;
    if (how.behind_tls) {
        head += transport;
    }
    if (!how.keep_alive) {
        head += "Connection: close\r\n";
    }
    head += "\r\n";
    return sound;
}

void shorten_when_known(const call& asked, answer& what) {
    if (!asked.if_none_match || what.status != 200 || (asked.method != verb::get && asked.method != verb::head)) {
        return;
    }
    const auto tag =
        std::find_if(what.headers.begin(), what.headers.end(), [](const auto& field) { return field.first == "ETag"; });
    if (tag == what.headers.end() || tag->second.empty()) {
        return;
    }
    if (*asked.if_none_match == "*" || asked.if_none_match->find(tag->second) != std::string::npos) {
        what.status = 304;
        what.body.clear();
        what.content_type.clear();
    }
}

} // namespace clockstart::api
