#pragma once

#include "domain/error.hpp"

#include <string>
#include <string_view>

namespace clockstart::domain {

// An NHS number as ten digits, checked by Modulus 11 (NHS Data Dictionary, NHS NUMBER: weights 10 to 2, check digit 11
// minus the remainder, 11 written as 0, 10 never issued). Spaces and hyphens between groups are allowed on the way in.
// Strings of one repeated digit pass Modulus 11 and are refused here. The refusal never quotes the number.
result<std::string> parse_nhs_number(std::string_view text, std::string_view pointer = {});

// Whether ten digits are of the range kept for tests, 999.
bool is_test_nhs_number(std::string_view ten_digits);

// The check digit of nine digits, or -1 where none exists.
int nhs_check_digit(std::string_view nine_digits);

// "999 000 0018", as it is shown to people.
std::string format_nhs_number(std::string_view ten_digits);

} // namespace clockstart::domain
