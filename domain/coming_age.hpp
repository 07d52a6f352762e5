#pragma once

#include "domain/time.hpp"

#include <array>

namespace clockstart::domain {

// The birthdays at which somebody has to do something: the team prepares (14, 16, 18, 25), the records may be appraised
// (25, or 26 after a treatment that ended at 17).
inline constexpr std::array coming_ages{14, 16, 18, 25, 26};

// A month as a number, 202605, for columns.
int month_number(civil_date date);
civil_date first_of_month(int month_number);

// The day on which somebody completes that many years. Born on 29 February: 1 March in other years (English law).
civil_date birthday(civil_date birth_date, int years);

// Which of the ages comes next, and in which month: that much of a birth date may lie in the clear, and no more.
struct coming_age {
    int month{}; // 0: the birth date is not known
    int age{};

    bool operator==(const coming_age&) const = default;
};

// The first of the ages that is completed on `from` or later; once all have been, the last of them. An unknown birth
// date (civil_date{}, see identity) gives {0, 0}.
coming_age next_coming_age(civil_date birth_date, civil_date from);

} // namespace clockstart::domain
