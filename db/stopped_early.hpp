#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>

namespace clockstart::db {

// Thrown by long work that was asked to stop: nothing came of it, and nothing is wrong.
class stopped_early : public std::runtime_error {
public:
    stopped_early() : std::runtime_error{"stopped before it was done"} {}
};

// Asks every thousand steps of long work whether it is to stop. What it asks must outlive it; empty: never.
class stop_check {
public:
    explicit stop_check(const std::function<bool()>& stop) : stop_{stop} {}
    void step() {
        if (++steps_ % 1000 == 0 && stop_ && stop_()) {
            throw stopped_early{};
        }
    }

private:
    const std::function<bool()>& stop_;
    std::uint64_t steps_{};
};

} // namespace clockstart::db
