#include "domain/coming_age.hpp"

namespace clockstart::domain {

int month_number(civil_date date) {
    const std::chrono::year_month_day day{date};
    return static_cast<int>(day.year()) * 100 + static_cast<int>(static_cast<unsigned>(day.month()));
}

civil_date first_of_month(int month_number) {
    return make_date(month_number / 100, static_cast<unsigned>(month_number % 100), 1);
}

civil_date birthday(civil_date birth_date, int years) {
    const std::chrono::year_month_day born{birth_date};
    const std::chrono::year_month_day same_day{born.year() + std::chrono::years{years}, born.month(), born.day()};
    // Only 29 February can be missing, and then the day is the one after the 28th.
    return same_day.ok() ? civil_date{same_day} : civil_date{same_day.year() / std::chrono::March / 1};
}

coming_age next_coming_age(civil_date birth_date, civil_date from) {
    if (birth_date == civil_date{}) {
        return {};
    }
    coming_age next;
    for (const int age : coming_ages) {
        const auto day = birthday(birth_date, age);
        next = {month_number(day), age};
        if (day >= from) {
            break;
        }
    }
    return next;
}

} // namespace clockstart::domain
