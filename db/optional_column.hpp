#pragma once

#include "domain/time.hpp"

#include <soci/soci.h>

#include <optional>

namespace clockstart::db {

// An instant or a day that may be missing, as SOCI binds it: soci::into(one.value, one.is_null), and the same to use().
struct optional_instant {
    optional_instant() = default;
    explicit optional_instant(const std::optional<domain::instant>& at)
        : value{at ? at->time_since_epoch().count() : 0}, is_null{at ? soci::i_ok : soci::i_null} {}

    std::optional<domain::instant> get() const {
        return is_null == soci::i_ok ? std::optional{domain::instant{std::chrono::microseconds{value}}} : std::nullopt;
    }

    long long value{};
    soci::indicator is_null{soci::i_null};
};

struct optional_day {
    optional_day() = default;
    explicit optional_day(const std::optional<domain::civil_date>& date)
        : value{date ? domain::day_number(*date) : 0}, is_null{date ? soci::i_ok : soci::i_null} {}

    std::optional<domain::civil_date> get() const {
        return is_null == soci::i_ok ? std::optional{domain::date_of(value)} : std::nullopt;
    }

    int value{};
    soci::indicator is_null{soci::i_null};
};

inline domain::instant instant_of(long long microseconds) {
    return domain::instant{std::chrono::microseconds{microseconds}};
}
inline long long microseconds_of(domain::instant at) { return at.time_since_epoch().count(); }

} // namespace clockstart::db
