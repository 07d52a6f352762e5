#include "api/allowance.hpp"

#include <algorithm>

namespace clockstart::api {

allowance::allowance(std::size_t per_second, std::size_t at_once)
    : each_{per_second == 0 ? 0 : 1'000'000'000 / static_cast<std::int64_t>(per_second)},
      most_{each_ * static_cast<std::int64_t>(std::max<std::size_t>(at_once, 1))} {}

std::optional<std::chrono::seconds> allowance::take(std::string_view who, time now) {
    if (each_.count() == 0) {
        return std::nullopt;
    }
    auto known = spent_until_.find(who);
    if (known == spent_until_.end()) {
        known = spent_until_.emplace(std::string{who}, now).first;
    }
    const auto until = std::max(known->second, now) + each_;
    if (until - now > most_) {
        return std::chrono::ceil<std::chrono::seconds>(until - now - most_);
    }
    known->second = until;
    return std::nullopt;
}

void allowance::forget(time now) {
    boost::unordered::erase_if(spent_until_, [now](const auto& one) { return one.second <= now; });
}

} // namespace clockstart::api
