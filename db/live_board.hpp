#pragma once

#include "domain/board.hpp"

#include <memory>
#include <shared_mutex>

namespace clockstart::db {

// The board and the directory as the committed events have them, for any number of readers. The journal's writer
// changes them after each commit, before it tells the callers: who wrote, reads it.
class live_board {
public:
    // Runs `question` with (const domain::board&, const domain::directory&) under a shared lock. Do not block in it.
    template <class Question>
    auto ask(Question&& question) const {
        const std::shared_lock lock{mutex_};
        return question(board_, *directory_);
    }
    // The directory alone, as an immutable copy to keep.
    std::shared_ptr<const domain::directory> places() const {
        const std::shared_lock lock{mutex_};
        return directory_;
    }
    // All pathway versions known: built in and added.
    std::shared_ptr<const domain::pathway_book> pathways() const {
        const std::shared_lock lock{mutex_};
        return pathways_;
    }

    // The writer only.
    template <class Change>
    void apply(Change&& change) {
        const std::unique_lock lock{mutex_};
        change(board_);
    }
    void replace(std::shared_ptr<const domain::directory> places);
    void replace(std::shared_ptr<const domain::pathway_book> pathways);

private:
    mutable std::shared_mutex mutex_;
    // Under mutex_.
    domain::board board_;
    std::shared_ptr<const domain::directory> directory_ = std::make_shared<domain::directory>();
    std::shared_ptr<const domain::pathway_book> pathways_ = std::make_shared<domain::pathway_book>();
};

} // namespace clockstart::db
