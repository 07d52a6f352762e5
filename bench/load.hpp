#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace clockstart::bench {

// What to ask a server on this machine, over how many connections that are kept open, each with one request under way
// at any time.
struct load {
    std::uint16_t port{};
    std::size_t connections{1};
    std::span<const std::string>
        requests;                     // whole messages as they go over the wire; from the first again after the last
    std::size_t answers{};            // stop asking after so many
    std::chrono::milliseconds time{}; // or after so long; 0: however long it takes
    unsigned status{200};             // what every answer has to be
};

struct load_result {
    std::size_t answers{};
    double seconds{};
    std::size_t body_bytes{};             // of all answers
    std::vector<std::uint32_t> latencies; // microseconds, ascending

    double per_second() const { return static_cast<double>(answers) / seconds; }
    double milliseconds_at(double percent) const; // nearest rank
};

// One thread, on epoll: it has to be cheaper than any server that it measures. Throws when a connection ends or another
// status comes.
load_result run(const load& what);

// One request, as a message: `head_lines` each end with CRLF.
std::string message(std::string_view method, std::string_view target, std::string_view head_lines,
                    std::string_view body = {});

// Waits until the port answers 200 to GET /readyz; throws after `patience`.
void wait_until_ready(std::uint16_t port, std::chrono::seconds patience);

// The body of one answer, for what only has to be looked up.
std::string body_of(std::uint16_t port, const std::string& request);

} // namespace clockstart::bench
