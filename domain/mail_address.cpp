#include "domain/mail_address.hpp"

#include <algorithm>

namespace clockstart::domain {

bool is_mail_address(std::string_view text) {
    constexpr std::string_view forbidden = "\"(),:;<>[\\]@";
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) {
        return false;
    }
    const auto is_plain = [&](char letter) {
        return letter > ' ' && letter <= '~' && forbidden.find(letter) == std::string_view::npos;
    };
    const auto is_of_name = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
    };
    const auto name = text.substr(at + 1);
    return !name.empty() && name.front() != '.' && name.back() != '.' && name.find("..") == std::string_view::npos &&
           std::ranges::all_of(name, is_of_name) && std::ranges::all_of(text.substr(0, at), is_plain);
}

} // namespace clockstart::domain
