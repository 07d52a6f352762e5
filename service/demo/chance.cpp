#include "service/demo/chance.hpp"

#include <numeric>

namespace clockstart::service::demo {

namespace {

std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31U);
}

} // namespace

chance::chance(std::uint64_t seed, std::uint64_t stream) : state_{mixed(mixed(seed + 1) + stream)} {}

std::uint64_t chance::next() {
    state_ += 0x9e3779b97f4a7c15U;
    return mixed(state_);
}

std::uint64_t chance::below(std::uint64_t count) { return ((next() >> 32U) * count) >> 32U; }

int chance::between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::uint64_t>(high - low) + 1));
}

double chance::share() { return static_cast<double>(next() >> 11U) / 9007199254740992.0; }

bool chance::happens(double probability) { return share() < probability; }

std::size_t chance::weighted(std::span<const double> weights) {
    double left = share() * std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t place = 0; place + 1 < weights.size(); ++place) {
        left -= weights[place];
        if (left < 0) {
            return place;
        }
    }
    return weights.size() - 1;
}

} // namespace clockstart::service::demo
