#include "db/cell_text.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace clockstart::db {
namespace {

// How many bytes the character at the front takes, 0 when it is not UTF-8 (RFC 3629: no overlong forms, no surrogates).
std::size_t character_length(std::string_view bytes) {
    const auto at = [&](std::size_t place) {
        return place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U;
    };
    const auto first = at(0);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    for (std::size_t place = 1; place < length; ++place) {
        if ((at(place) & 0xc0U) != 0x80U) {
            return 0;
        }
    }
    const auto second = at(1);
    const bool overlong = first < 0xc2 || (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool no_character = first > 0xf4 || (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
    return overlong || no_character ? 0 : length;
}

} // namespace

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char character) { return character == ' ' || character == '\t'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

bool same_name(std::string_view one, std::string_view other) {
    const auto small = [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : +letter; };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [&](char left, char right) { return small(left) == small(right); });
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    if (text.empty() || text.size() > 9) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        number = number * 10 + (digit - '0');
    }
    return number;
}

std::string_view without_midnight(std::string_view words) {
    for (const std::string_view midnight : {" 00:00", " 00:00:00", "T00:00:00", " 00:00:00.000", "T00:00:00.000"}) {
        if (words.size() > midnight.size() && words.ends_with(midnight)) {
            return words.substr(0, words.size() - midnight.size());
        }
    }
    return words;
}

bool looks_like_postcode(std::string_view words) {
    return words.size() >= 5 && words.size() <= 8 && std::all_of(words.begin(), words.end(), [](unsigned char one) {
               return one == ' ' || std::isalnum(one) != 0;
           });
}

bool is_plain(std::string_view bytes) {
    // No early end: so the compiler can look at many bytes at a time.
    unsigned strange = 0;
    for (const char byte : bytes) {
        strange |= static_cast<unsigned>(static_cast<unsigned char>(byte) - 0x20U >= 0x5fU);
    }
    return strange == 0;
}

const char* character_fault(std::string_view cell) {
    while (!cell.empty()) {
        const auto length = character_length(cell);
        if (length == 0) {
            return "is not UTF-8; save the file as \"CSV UTF-8\"";
        }
        const auto byte = static_cast<unsigned char>(cell.front());
        if (byte == 0) {
            return "holds a NUL character: the file is no text, or is UTF-16; save it as \"CSV UTF-8\"";
        }
        if (byte == 0x7f || (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t')) {
            return "holds a control character";
        }
        cell.remove_prefix(length);
    }
    return nullptr;
}

} // namespace clockstart::db
