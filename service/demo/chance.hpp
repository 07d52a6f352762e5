#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace clockstart::service::demo {

// Where the demo's luck comes from: a small generator (splitmix64) with distributions of its own, because those of the
// standard library differ between platforms. Same seed and stream, same draws, everywhere. One thread at a time.
class chance {
public:
    explicit chance(std::uint64_t seed, std::uint64_t stream = 0);

    std::uint64_t next();
    std::uint64_t below(std::uint64_t count); // 0 ... count - 1; `count` below 2^32
    int between(int low, int high);           // both ends inclusive
    double share();                           // 0 inclusive to 1 exclusive
    bool happens(double probability);
    // A place in `weights`, each as likely as its weight.
    std::size_t weighted(std::span<const double> weights);

    template <class Range>
    const auto& one_of(const Range& things) {
        return things[below(std::size(things))];
    }

private:
    std::uint64_t state_;
};

} // namespace clockstart::service::demo
