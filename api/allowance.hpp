#pragma once

#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clockstart::api {

// How many requests each caller may make: so many a second, and so many at once after a rest. Who has used it up is
// told when to come again, so that one caller that runs wild does not take the others' turn. Loop thread only.
class allowance {
public:
    using time = std::chrono::steady_clock::time_point;

    // No request is refused when `per_second` is 0.
    allowance(std::size_t per_second, std::size_t at_once);

    // Takes one request of this caller. Nothing: granted. Otherwise the time until one would be.
    std::optional<std::chrono::seconds> take(std::string_view who, time now);

    // Whoever has rested enough is not remembered any more.
    void forget(time now);

    std::size_t remembered() const { return spent_until_.size(); }

private:
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return boost::hash<std::string_view>{}(text); }
    };

    std::chrono::nanoseconds each_; // what one request costs
    std::chrono::nanoseconds most_; // what may be owed
    // Each request is paid for by time. Until when what was taken is paid.
    boost::unordered_flat_map<std::string, time, text_hash, std::equal_to<>> spent_until_;
};

} // namespace clockstart::api
