#include "api/decode.hpp"

#include <algorithm>
#include <cstddef>

namespace clockstart::api {
namespace {

int hex(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    const char lower = static_cast<char>(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool harmless(char byte, bool text) {
    const auto value = static_cast<unsigned char>(byte);
    return (value >= 0x20 && value != 0x7f) || (text && (byte == '\n' || byte == '\r' || byte == '\t'));
}

} // namespace

bool is_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        if (first < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > bytes.size()) {
            return false;
        }
        unsigned point = first & (0xffU >> (length + 1));
        for (std::size_t next = 1; next < length; ++next) {
            const auto byte = static_cast<unsigned char>(bytes[at + next]);
            if ((byte & 0xc0) != 0x80) {
                return false;
            }
            point = (point << 6) | (byte & 0x3fU);
        }
        const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        if (overlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
            return false;
        }
        at += length;
    }
    return true;
}

std::optional<std::string> percent_decode(std::string_view encoded, bool plus_is_space, bool text) {
    std::string decoded;
    decoded.reserve(encoded.size());
    bool wide = false;
    for (std::size_t at = 0; at < encoded.size(); ++at) {
        char byte = encoded[at];
        if (byte == '%') {
            if (at + 2 >= encoded.size()) {
                return std::nullopt;
            }
            const int high = hex(encoded[at + 1]);
            const int low = hex(encoded[at + 2]);
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            byte = static_cast<char>(high * 16 + low);
            at += 2;
        } else if (byte == '+' && plus_is_space) {
            byte = ' ';
        }
        if (!harmless(byte, text)) {
            return std::nullopt;
        }
        wide = wide || static_cast<unsigned char>(byte) >= 0x80;
        decoded.push_back(byte);
    }
    if (wide && !is_utf8(decoded)) {
        return std::nullopt;
    }
    return decoded;
}

std::optional<std::vector<std::pair<std::string, std::string>>> decode_pairs(std::string_view encoded, bool text) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!encoded.empty()) {
        const auto end = std::min(encoded.find('&'), encoded.size());
        const auto part = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        const auto equals = std::min(part.find('='), part.size());
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true, text);
        if (!name || !value || name->empty()) {
            return std::nullopt;
        }
        const bool repeated =
            std::any_of(pairs.begin(), pairs.end(), [&](const auto& seen) { return seen.first == *name; });
        if (repeated) {
            return std::nullopt;
        }
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

} // namespace clockstart::api
