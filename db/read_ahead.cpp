#include "db/read_ahead.hpp"

#include <utility>

namespace clockstart::db {

namespace {

constexpr std::size_t rows_at_once = 256;
constexpr std::size_t most_batches = 16;

} // namespace

read_ahead::read_ahead(source from) : from_{std::move(from)}, thread_{[this] { read(); }} {}

read_ahead::~read_ahead() {
    {
        const std::lock_guard lock{mutex_};
        unwanted_ = true;
        changed_.notify_all();
    }
    thread_.join();
}

void read_ahead::read() {
    std::exception_ptr broken;
    try {
        batch rows;
        while (auto row = from_()) {
            rows.push_back(std::move(*row));
            if (rows.size() == rows_at_once && !hand_over(rows)) {
                return;
            }
        }
        hand_over(rows);
    } catch (...) {
        broken = std::current_exception();
    }
    const std::lock_guard lock{mutex_};
    broken_ = broken;
    ended_ = true;
    changed_.notify_all();
}

bool read_ahead::hand_over(batch& rows) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return unwanted_ || ready_.size() < most_batches; });
    if (unwanted_) {
        return false;
    }
    ready_.push_back(std::exchange(rows, {}));
    changed_.notify_all();
    return true;
}

std::optional<import_requests::row> read_ahead::next() {
    while (at_ == current_.size()) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return ended_ || !ready_.empty(); });
        if (ready_.empty()) {
            if (broken_) {
                std::rethrow_exception(broken_);
            }
            return std::nullopt;
        }
        current_ = std::move(ready_.front());
        ready_.pop_front();
        at_ = 0;
        changed_.notify_all();
    }
    return std::move(current_[at_++]);
}

} // namespace clockstart::db
