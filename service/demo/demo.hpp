#pragma once

#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace clockstart::db {
class journal;
class live_board;
} // namespace clockstart::db

namespace clockstart::service {

// Fills an empty data folder with invented areas' services, schools, children and `requests` requests with their
// histories: three years that end on `as_at`. Waits follow the bands that NHS England published (September 2023), and
// differ by area. Same arguments, same answers: nothing comes from a clock or from outside. The journal's now has to be
// an instant of `as_at`, because the journal refuses what lies later and records breaches up to it.
//
// Blocks until all is durable. `progress` is given the requests stored so far, every thousand or so and at the end,
// from the calling or the writer's thread, one at a time; it may be empty. Throws std::logic_error when the folder
// holds requests already, std::runtime_error with the reason when the journal refuses anything.
void fill_demo(db::journal& journal, const db::live_board& board, std::uint64_t requests, std::uint64_t seed,
               domain::civil_date as_at, std::function<void(std::size_t)> progress);

} // namespace clockstart::service
