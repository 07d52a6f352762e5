#include "api/cursor.hpp"

#include "api/parameters.hpp"

#include <boost/json/string.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

namespace clockstart::api {

namespace json = boost::json;

namespace {

constexpr std::size_t seal_length = 16;

bool belongs_to_the_list(const std::pair<std::string, std::string>& parameter) {
    return parameter.first != "cursor" && parameter.first != "limit" && parameter.first != "format" &&
           !parameter.second.empty();
}

// FNV-1a, 64 bits: the same after a restart, which std::hash does not promise. Only to notice a mistake, not a forger.
std::string seal_of(const call& asked) {
    std::vector<std::string> parts{asked.path};
    for (const auto& parameter : asked.query) {
        if (belongs_to_the_list(parameter)) {
            parts.push_back(parameter.first + '=' + parameter.second);
        }
    }
    std::sort(parts.begin() + 1, parts.end());
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const auto& part : parts) {
        for (const char byte : part) {
            hash = (hash ^ static_cast<unsigned char>(byte)) * 1'099'511'628'211U;
        }
        hash *= 1'099'511'628'211U;
    }
    return fmt::format("{:016x}", hash);
}

int digit_of(char byte) {
    return byte >= '0' && byte <= '9' ? byte - '0' : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

std::string encoded(std::string_view text) {
    return boost::urls::encode({text.data(), text.size()}, boost::urls::unreserved_chars);
}

} // namespace

std::string make_cursor(const call& asked, std::string_view place) {
    auto cursor = seal_of(asked);
    for (const char byte : place) {
        cursor += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    }
    return cursor;
}

domain::refusal not_a_cursor() {
    return domain::refuse(domain::errc::malformed, "?cursor",
                          "is no cursor of this list with these filters and this order; begin without one");
}

domain::result<std::string> read_cursor(const call& asked) {
    const auto text = given(asked, "cursor");
    std::string place;
    if (text.empty()) {
        return place;
    }
    if (text.size() <= seal_length || text.size() % 2 != 0 || text.substr(0, seal_length) != seal_of(asked)) {
        return not_a_cursor();
    }
    for (std::size_t at = seal_length; at < text.size(); at += 2) {
        const int high = digit_of(text[at]);
        const int low = digit_of(text[at + 1]);
        if (high < 0 || low < 0) {
            return not_a_cursor();
        }
        place += static_cast<char>(high * 16 + low);
    }
    return place;
}

std::string link_to_page(const call& asked, std::string_view cursor) {
    auto link = asked.path;
    char before = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        link += before + encoded(name) + '=' + encoded(value);
        before = '&';
    };
    for (const auto& [name, value] : asked.query) {
        // An empty one stays: on a page "any state" is a choice.
        if (name != "cursor" && name != "format") {
            add(name, value);
        }
    }
    if (!cursor.empty()) {
        add("cursor", cursor);
    }
    return link;
}

void add_page_links(json::object& page, const call& asked, const json::value& next) {
    const bool is_first = given(asked, "cursor").empty();
    page["has_pages"] = !is_first || next.is_string();
    page["first_link"] = nullptr;
    page["next_link"] = nullptr;
    if (!is_first) {
        page["first_link"] = link_to_page(asked, "");
    }
    if (next.is_string()) {
        page["next_link"] = link_to_page(asked, std::string_view{next.get_string()});
    }
}

std::vector<header> link_headers(const call& asked, const json::value& next) {
    if (!next.is_string()) {
        return {};
    }
    auto link = link_to_page(asked, std::string_view{next.get_string()});
    if (const auto format = query(asked, "format")) {
        link += "&format=" + encoded(*format);
    }
    return {{"Link", "<" + link + ">; rel=\"next\""}};
}

} // namespace clockstart::api
