#include "scheduler/retry.hpp"

#include <algorithm>
#include <cstdint>

namespace clockstart::scheduler {

namespace {

constexpr std::chrono::seconds first_pause{30};

// From -200 to 200 thousandths, spread over ids and attempts (FNV-1a).
std::int64_t jitter(std::string_view id, int attempts) {
    std::uint64_t hash = 0xcbf29ce484222325U + static_cast<std::uint64_t>(attempts);
    for (const char byte : id) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
    return static_cast<std::int64_t>((hash >> 16U) % 401U) - 200;
}

} // namespace

std::optional<domain::instant> next_attempt(domain::instant first_tried, domain::instant now, int attempts,
                                            std::string_view id) {
    if (now - first_tried >= tried_for && attempts >= fewest_attempts) {
        return std::nullopt;
    }
    constexpr int most_doublings = 8; // 30 s * 2^8 is more than the longest pause
    const auto doubled = first_pause * (1 << std::clamp(attempts - 1, 0, most_doublings));
    const std::chrono::microseconds pause = std::min<std::chrono::microseconds>(doubled, longest_pause);
    return now + pause + pause * jitter(id, attempts) / 1000;
}

} // namespace clockstart::scheduler
