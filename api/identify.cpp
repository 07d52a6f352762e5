#include "api/identify.hpp"

#include "api/problem.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace clockstart::api {
namespace {

constexpr std::string_view scheme = "Bearer ";

std::string_view cookie_value(std::string_view cookies, std::string_view name) {
    while (!cookies.empty()) {
        const auto end = std::min(cookies.find(';'), cookies.size());
        auto pair = cookies.substr(0, end);
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

// Does the origin ("https://host:port") name the same host that was asked?
bool is_same_origin(std::string_view origin, std::string_view host) {
    const auto slashes = origin.find("://");
    return slashes != std::string_view::npos && origin.substr(slashes + 3) == host;
}

bool same_secret(std::string_view left, std::string_view right) {
    unsigned char difference = left.size() == right.size() ? 0 : 1;
    for (std::size_t at = 0; at < std::min(left.size(), right.size()); ++at) {
        difference = static_cast<unsigned char>(difference | (left[at] ^ right[at]));
    }
    return difference == 0;
}

answer ask_to_sign_in(const call& asked) {
    if (asked.wanted == face::html && asked.method == verb::get && asked.path != "/") {
        std::string next;
        for (const char byte : asked.path) {
            const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                               (byte >= 'a' && byte <= 'z') || byte == '/' || byte == '-' || byte == '_';
            next += plain ? byte : '-'; // our own addresses hold nothing else
        }
        return redirect("/sign-in?next=" + next);
    }
    return problem(asked, "not-signed-in");
}

} // namespace

std::optional<answer> identify(const door& at, const admitted& what, const route& wanted, call& into) {
    into.who.reset();
    into.session_cookie.clear();
    into.device_cookie = cookie_value(what.cookies, device_cookie_name(at));
    if (!what.authorization.empty()) {
        if (what.authorization.starts_with(scheme) && at.find_token) {
            into.who = at.find_token(what.authorization.substr(scheme.size()));
        }
        if (!into.who) {
            if (at.note_unknown_token) {
                at.note_unknown_token(into);
            }
            return problem("not-signed-in", "The token is not known, or has ended.");
        }
        return std::nullopt;
    }
    if (const auto cookie = cookie_value(what.cookies, at.cookie_name); !cookie.empty() && at.find_session) {
        into.who = at.find_session(cookie);
        into.session_cookie = into.who ? cookie : std::string_view{};
    }
    if (!into.who && into.over_local_socket) {
        into.who = principal{"local", "administrator", {}, {}, {}, true, {}, {}};
    }
    if (!into.who && wanted.way_in == entrance::signed_in) {
        return ask_to_sign_in(into);
    }
    return std::nullopt;
}

bool is_still_known(const door& at, const admitted& what, const call& asked) {
    if (!what.authorization.empty()) {
        return at.find_token && at.find_token(what.authorization.substr(scheme.size())) == asked.who;
    }
    if (!asked.session_cookie.empty()) {
        return at.is_session && at.is_session(asked.session_cookie);
    }
    return true; // came as the folder's owner, or where nobody needs to be known
}

std::optional<answer> refuse_with_body(const door& at, const admitted& what, const call& asked) {
    if (!asked.body.empty() && asked.who && !is_still_known(at, what, asked)) {
        return problem(asked, "not-signed-in"); // the body took its time, and meanwhile it was over
    }
    return refuse_other_site(what, asked);
}

std::optional<answer> refuse_other_site(const admitted& what, const call& asked) {
    const bool changes = asked.method != verb::get && asked.method != verb::head;
    if (!changes) {
        return std::nullopt;
    }
    // Under our Referrer-Policy a browser sends "Origin: null" with our own forms, so Sec-Fetch-Site goes first.
    const bool from_elsewhere = what.fetch_site.empty()
                                    ? !what.origin.empty() && !is_same_origin(what.origin, what.host)
                                    : what.fetch_site != "same-origin";
    // Sign-in itself has no session yet, so the page it comes from is all there is to check.
    const bool is_form = asked.content_type == "application/x-www-form-urlencoded";
    if (from_elsewhere && (is_form || !asked.session_cookie.empty())) {
        return problem(asked, "other-site");
    }
    if (asked.session_cookie.empty() || asked.who->csrf.empty()) {
        return std::nullopt;
    }
    std::string token{what.csrf_token};
    if (is_form && token.empty()) {
        const auto form = form_body(asked);
        if (form) {
            const auto field =
                std::find_if(form->begin(), form->end(), [](const auto& pair) { return pair.first == "csrf"; });
            token = field == form->end() ? "" : field->second;
        }
    }
    return same_secret(token, asked.who->csrf) ? std::nullopt : std::optional{problem(asked, "other-site")};
}

} // namespace clockstart::api
