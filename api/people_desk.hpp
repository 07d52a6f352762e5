#pragma once

#include "api/attempt_book.hpp"
#include "api/half_signed_in.hpp"
#include "api/password_desk.hpp"

#include <chrono>
#include <string>

namespace clockstart::api {

// Whoever tries codes has the password already, or the link that an administrator gave.
inline constexpr patience second_factor_patience{5, std::chrono::minutes{15}};

// What signing in with a password needs to know from one call to the next.
struct people_desk {
    explicit people_desk(password_desk::cost of_one = {}) : passwords{of_one} {}

    password_desk passwords;
    // Apart, so that a flood of one kind leaves the others as they are.
    attempt_book accounts;   // passwords and codes
    attempt_book origins;    // by where they come from
    attempt_book references; // codes of letters
    half_signed_in half_way;
};

} // namespace clockstart::api
