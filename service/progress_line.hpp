#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace clockstart::service {

// Tells on standard error how far long work has come: on a terminal one line that is written over (rate, share, time
// left), otherwise a line every five seconds. Work that is done within a second leaves no trace. One thread at a time.
class progress_line {
public:
    // `things`: "requests". Without `all` there is no share and no time left.
    explicit progress_line(std::string things, std::optional<std::size_t> all = std::nullopt);
    ~progress_line(); // ends the line
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;

    void at(std::size_t done);

private:
    using clock = std::chrono::steady_clock;

    std::string things_;
    std::optional<std::size_t> all_;
    bool terminal_;
    bool written_{false};
    clock::time_point began_, next_;
};

// "12,000 requests, 35,120 a second, 12 %, 28 s left".
std::string progress_text(const std::string& things, std::size_t done, std::optional<std::size_t> all,
                          std::chrono::duration<double> since);

} // namespace clockstart::service
