#pragma once

#include "db/command.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace clockstart::db {

// Reads the rows of an import on a thread of its own, a few thousand ahead of the journal's writer, so that reading
// and storing take turns on nothing.
class read_ahead {
public:
    // `source` is called on that thread until it gives nothing; nobody else may use what it uses until next() has given
    // nothing, or this object is gone.
    using source = std::function<std::optional<import_requests::row>()>;
    explicit read_ahead(source from);
    ~read_ahead(); // stops reading, wherever it is
    read_ahead(const read_ahead&) = delete;
    read_ahead& operator=(const read_ahead&) = delete;

    // One caller at a time. What the source threw, this throws.
    std::optional<import_requests::row> next();

private:
    using batch = std::vector<import_requests::row>;
    void read();
    bool hand_over(batch& rows); // false when nobody wants more

    const source from_;
    // The caller's.
    batch current_;
    std::size_t at_{};
    // Under mutex_.
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<batch> ready_;
    std::exception_ptr broken_;
    bool ended_{false};
    bool unwanted_{false};

    std::thread thread_; // last: it uses all of the above
};

} // namespace clockstart::db
