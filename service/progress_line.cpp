#include "service/progress_line.hpp"

#include "api/words.hpp"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace clockstart::service {

namespace {

std::string count(double number) { return api::with_commas(static_cast<std::int64_t>(std::llround(number))); }

std::string time_left(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    return whole < 120 ? std::to_string(whole) + " s left" : std::to_string((whole + 59) / 60) + " min left";
}

} // namespace

std::string progress_text(const std::string& things, std::size_t done, std::optional<std::size_t> all,
                          std::chrono::duration<double> since) {
    auto text = count(static_cast<double>(done)) + " " + things;
    if (since.count() <= 0 || done == 0) {
        return text;
    }
    const double rate = static_cast<double>(done) / since.count();
    text += ", " + count(rate) + " a second";
    if (all && *all >= done && *all > 0) {
        text += ", " + std::to_string(done * 100 / *all) + " %, " + time_left(static_cast<double>(*all - done) / rate);
    }
    return text;
}

progress_line::progress_line(std::string things, std::optional<std::size_t> all)
    : things_{std::move(things)}, all_{all}, terminal_{::isatty(STDERR_FILENO) == 1}, began_{clock::now()},
      next_{began_ + std::chrono::seconds{terminal_ ? 1 : 5}} {}

progress_line::~progress_line() {
    if (terminal_ && written_) {
        std::fputs("\n", stderr);
    }
}

void progress_line::at(std::size_t done) {
    const auto now = clock::now();
    if (now < next_) {
        return;
    }
    next_ = now + (terminal_ ? clock::duration{std::chrono::milliseconds{250}} : std::chrono::seconds{5});
    const auto text = progress_text(things_, done, all_, now - began_);
    // Back to the first column; what stood there longer is wiped.
    std::fputs((terminal_ ? "\r" + text + "\x1b[K" : text + "\n").c_str(), stderr);
    std::fflush(stderr);
    written_ = true;
}

} // namespace clockstart::service
