#include "api/password_rules.hpp"

#include "api/decode.hpp"
#include "api/embedded.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <vector>

namespace clockstart::api {

namespace {

constexpr std::size_t shortest_word = 4; // a shorter one is in many good passwords
constexpr std::size_t least_letters = 5; // different ones
constexpr std::size_t least_of_own = 8;  // characters that are left when the words that anybody would try are out

// Of any language: bytes beyond ASCII are parts of letters.
bool is_letter(char one) { return (one >= 'a' && one <= 'z') || static_cast<unsigned char>(one) >= 0x80U; }

// In lower case.
std::string lower(std::string_view text) {
    std::string kept{text};
    std::ranges::transform(kept, kept.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    });
    return kept;
}

// The letters that usual swaps stand for: "p4$$w0rd" is "password".
char unswapped(char one) {
    constexpr std::string_view swaps = "0o1l3e4a5s7t@a$s!i";
    for (std::size_t at = 0; at < swaps.size(); at += 2) {
        if (swaps[at] == one) {
            return swaps[at + 1];
        }
    }
    return one;
}

// Without what hangs on at the end: years, numbers, an exclamation mark.
std::string_view trunk(std::string_view text) {
    const auto last = std::find_if(text.rbegin(), text.rend(), is_letter);
    return text.substr(0, static_cast<std::size_t>(text.rend() - last));
}

std::string unswapped(std::string text) {
    std::ranges::transform(text, text.begin(), [](char one) { return unswapped(one); });
    return text;
}

const std::unordered_set<std::string_view>& common_passwords() {
    static const auto known = [] {
        std::unordered_set<std::string_view> lines;
        auto text = file("common_passwords.txt").value();
        while (!text.empty()) {
            const auto end = std::min(text.find('\n'), text.size());
            lines.insert(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return lines;
    }();
    return known;
}

// One word, or the same word again and again: "letmeinletmein".
bool is_common(std::string_view text) {
    const auto& known = common_passwords();
    if (text.empty()) {
        return false; // digits and signs alone may be as good as any
    }
    if (known.contains(text)) {
        return true;
    }
    for (std::size_t size = 1; size <= text.size() / 2; ++size) {
        bool repeats = true;
        for (std::size_t at = size; at < text.size() && repeats; ++at) {
            repeats = text[at] == text[at % size];
        }
        if (repeats && (size < shortest_word || known.contains(text.substr(0, size)))) {
            return true;
        }
    }
    return false;
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

// The words of a name or an address, long enough to be tried.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words{std::string{}};
    for (const char one : lower(text)) {
        const bool ends = one == ' ' || one == '@' || one == '.' || one == '-' || one == '_' || one == '+';
        if (!ends) {
            words.back() += one;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    std::erase_if(words, [](const auto& word) { return word.size() < shortest_word; });
    return words;
}

void take_out(std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
        text.erase(at, word.size());
    }
}

} // namespace

std::optional<std::string> fault_of_password(std::string_view password,
                                             std::initializer_list<std::string_view> own_words) {
    if (!is_utf8(password)) {
        return "should be letters, digits and signs only";
    }
    const auto length = characters_in(password);
    if (length < least_password) {
        return "should be 12 characters or more: three or four words that do not belong together are easy to remember";
    }
    if (length > most_password) {
        return "should be 128 characters at the most";
    }
    const auto low = lower(password);
    const auto plain = unswapped(low);
    if (std::set<char>(low.begin(), low.end()).size() < least_letters || is_common(low) || is_common(trunk(low)) ||
        is_common(trunk(plain)) || is_common(unswapped(std::string{trunk(low)}))) {
        return "is one that many people use, so it is tried first: choose another";
    }
    auto rest = low;
    take_out(rest, "clockstart");
    for (const auto own : own_words) {
        for (const auto& word : words_of(own)) {
            take_out(rest, word);
        }
    }
    if (rest.size() < low.size() && rest.size() < least_of_own) {
        return "is made of your name, your address or the name of this service: choose other words";
    }
    return std::nullopt;
}

} // namespace clockstart::api
