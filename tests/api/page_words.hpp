#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace clockstart::test {

// What a page says, without its tags: words with one blank between them.
inline std::string words_of(std::string_view page) {
    std::string words;
    bool in_tag = false;
    for (const char byte : page) {
        in_tag = in_tag || byte == '<';
        const bool blank = in_tag || byte == '\n' || byte == ' ';
        if (!blank) {
            words += byte;
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
        in_tag = in_tag && byte != '>';
    }
    return words;
}

// The same of the table row that holds `what`; "" when there is none.
inline std::string row_with(std::string_view page, std::string_view what) {
    const auto body = std::min(page.find("<tbody"), page.size());
    const auto at = page.find(what, body);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto begin = page.rfind("<tr", at);
    return words_of(page.substr(begin, page.find("</tr>", at) - begin)) + ' ';
}

} // namespace clockstart::test
