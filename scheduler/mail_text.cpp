#include "scheduler/mail_text.hpp"

#include <fmt/chrono.h>
#include <fmt/core.h>
#include <sodium/utils.h>

#include <algorithm>
#include <array>

namespace clockstart::scheduler {

namespace {

constexpr std::size_t longest_line = 76; // of quoted-printable text and of encoded words

bool is_control(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20U || byte == 0x7FU;
}
bool is_ascii(std::string_view text) {
    return std::ranges::none_of(text, [](char letter) { return static_cast<unsigned char>(letter) > 0x7EU; });
}
bool is_inside_character(char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U; }

std::string base64_of(std::string_view text) {
    std::string encoded(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    encoded.pop_back(); // the terminating zero
    return encoded;
}

// RFC 2047: words of base64, each on a line of its own, none of which cuts a character in two. 39 bytes give 52
// letters, which fit a line of 76 with their marks and "Subject: ".
std::string encoded_words(std::string_view text) {
    constexpr std::size_t word = 39;
    std::string encoded;
    while (!text.empty()) {
        auto size = std::min(word, text.size());
        while (size > 1 && size < text.size() && is_inside_character(text[size])) {
            --size;
        }
        encoded += encoded.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?";
        encoded += base64_of(text.substr(0, size)) + "?=";
        text.remove_prefix(size);
    }
    return encoded;
}

bool needs_words(std::string_view text) {
    return !is_ascii(text) || text.size() > longest_line - 12 || text.find("=?") != std::string_view::npos;
}

std::string from_line(const mail_settings& settings) {
    if (settings.sender_name.empty()) {
        return "From: " + settings.sender;
    }
    std::string name;
    if (needs_words(settings.sender_name)) {
        name = encoded_words(settings.sender_name);
    } else {
        name = "\"";
        for (const char letter : settings.sender_name) {
            name += letter == '"' || letter == '\\' ? "\\" : "";
            name += letter;
        }
        name += "\"";
    }
    return "From: " + name + "\r\n <" + settings.sender + ">";
}

// One line of text as quoted-printable (RFC 2045, 6.7), broken softly where it is too long.
void append_quoted(std::string& message, std::string_view line) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::size_t used = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto byte = static_cast<unsigned char>(line[at]);
        const bool is_last = at + 1 == line.size();
        const bool is_blank = byte == ' ' || byte == '\t';
        const bool stays = is_blank ? !is_last : byte > 0x20U && byte < 0x7FU && byte != '=';
        const std::size_t width = stays ? 1 : 3;
        if (used + width > longest_line - (is_last ? 0 : 1)) {
            message += "=\r\n";
            used = 0;
        }
        if (stays) {
            message += line[at];
        } else {
            message += {'=', hex[byte >> 4U], hex[byte & 0x0FU]};
        }
        used += width;
    }
    message += "\r\n";
}

} // namespace

std::string_view domain_of(std::string_view address) { return address.substr(address.rfind('@') + 1); }

std::optional<std::string> fault_of(const mail_settings& settings, const mail& letter) {
    const auto is_of_id = [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '-' ||
               one == '_';
    };
    if (letter.id.empty() || !std::ranges::all_of(letter.id, is_of_id)) {
        return "the id is not one of letters, digits, '-' and '_'";
    }
    if (!is_mail_address(letter.to)) {
        return "the recipient is not an address that mail can be sent to";
    }
    if (!is_mail_address(settings.sender)) {
        return "the sender is not an address that mail can come from";
    }
    if (std::ranges::any_of(letter.subject, is_control)) {
        return "the subject is not one line of text";
    }
    if (std::ranges::any_of(settings.sender_name, is_control)) {
        return "the sender's name is not one line of text";
    }
    return std::nullopt;
}

std::string text_of(const mail_settings& settings, const mail& letter) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(letter.at).time_since_epoch().count();
    auto message = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\n", fmt::gmtime(seconds));
    message += from_line(settings) + "\r\n";
    message += "To: " + letter.to + "\r\n";
    message += "Message-ID: <" + letter.id + "@" + std::string{domain_of(settings.sender)} + ">\r\n";
    message += "Subject: " + (needs_words(letter.subject) ? encoded_words(letter.subject) : letter.subject) + "\r\n";
    message += "Auto-Submitted: auto-generated\r\n"
               "MIME-Version: 1.0\r\n"
               "Content-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n"
               "\r\n";
    std::string_view rest = letter.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        append_quoted(message, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return message;
}

} // namespace clockstart::scheduler
