#include "domain/nhs_number.hpp"

#include <algorithm>

namespace clockstart::domain {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// The digits alone, or nothing where a character is neither a digit nor a single separator between two digits.
std::string digits_of(std::string_view text) {
    std::string digits;
    bool after_digit = false;
    for (const char character : text) {
        const bool separator = character == ' ' || character == '-';
        if (!is_digit(character) && !(separator && after_digit)) {
            return {};
        }
        after_digit = !separator;
        if (after_digit) {
            digits.push_back(character);
        }
    }
    return after_digit ? digits : std::string{};
}

} // namespace

result<std::string> parse_nhs_number(std::string_view text, std::string_view pointer) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    auto digits = digits_of(text);
    if (digits.size() != 10) {
        return refuse(errc::invalid, std::string{pointer},
                      "must be an NHS number: ten digits, with or without spaces between groups");
    }
    if (std::all_of(digits.begin(), digits.end(), [&](char digit) { return digit == digits.front(); })) {
        return refuse(errc::invalid, std::string{pointer}, "is one digit repeated, which is nobody's NHS number");
    }
    if (nhs_check_digit(std::string_view{digits}.substr(0, 9)) != digits.back() - '0') {
        return refuse(errc::invalid, std::string{pointer},
                      "is not an NHS number: its check digit does not fit, so a digit is wrong");
    }
    return digits;
}

bool is_test_nhs_number(std::string_view ten_digits) { return ten_digits.starts_with("999"); }

int nhs_check_digit(std::string_view nine_digits) {
    if (nine_digits.size() != 9 || !std::all_of(nine_digits.begin(), nine_digits.end(), is_digit)) {
        return -1;
    }
    int sum = 0;
    int weight = 10;
    for (const char digit : nine_digits) {
        sum += weight-- * (digit - '0');
    }
    const int check = 11 - sum % 11;
    return check == 11 ? 0 : check == 10 ? -1 : check;
}

std::string format_nhs_number(std::string_view ten_digits) {
    if (ten_digits.size() != 10) {
        return std::string{ten_digits};
    }
    std::string shown{ten_digits};
    shown.insert(6, 1, ' ');
    shown.insert(3, 1, ' ');
    return shown;
}

} // namespace clockstart::domain
