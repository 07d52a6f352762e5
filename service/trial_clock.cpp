#include "service/trial_clock.hpp"

#include <charconv>
#include <cstdint>

namespace clockstart::service {

namespace {

constexpr std::int64_t longest_shift_minutes = 60LL * 24 * 366 * 50; // fifty years either way

} // namespace

domain::result<std::chrono::microseconds> parse_trial_clock(std::string_view text, domain::instant now) {
    const auto refused =
        domain::refuse(domain::errc::invalid, "--trial-clock",
                       "should be a shift such as +42d, -3h or +90m, or an instant such as 2026-11-22T09:30:00Z");
    if (text.size() < 3 || (text.front() != '+' && text.front() != '-')) {
        const auto at = domain::parse_instant(text, "--trial-clock");
        return at ? domain::result<std::chrono::microseconds>{*at - now} : refused;
    }
    std::int64_t count = 0;
    const auto digits = text.substr(1, text.size() - 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    const std::int64_t minutes = text.back() == 'd' ? 24 * 60 : text.back() == 'h' ? 60 : text.back() == 'm' ? 1 : 0;
    const bool is_count = error == std::errc{} && end == digits.data() + digits.size() && digits.front() != '-';
    if (!is_count || minutes == 0 || count > longest_shift_minutes / minutes) {
        return refused;
    }
    const std::chrono::minutes shift{count * minutes};
    return text.front() == '-' ? -shift : shift;
}

domain::instant wall_clock() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace clockstart::service
