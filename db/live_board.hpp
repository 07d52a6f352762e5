#pragma once

#include "domain/board.hpp"
#include "domain/calendar.hpp"
#include "domain/ladder.hpp"

#include <array>
#include <atomic>
#include <cstdint>
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

    // The ladders of single services and areas.
    std::shared_ptr<const domain::ladder_book> ladders() const {
        const std::shared_lock lock{mutex_};
        return ladders_;
    }
    // The working days that requests are judged by: built in and added.
    std::shared_ptr<const domain::working_calendar> calendar() const {
        const std::shared_lock lock{mutex_};
        return calendar_;
    }

    // A mark that is another one after every change to a request of this child. (Children share marks: that it changed
    // is no proof that this child did.) Taken before reading, and still the same later: what was read still holds.
    std::uint32_t mark_of(std::int64_t child) const { return marks_[place_of(child)].load(); }

    // The writer only.
    void note_change(std::int64_t child) { ++marks_[place_of(child)]; }
    template <class Change>
    void apply(Change&& change) {
        const std::unique_lock lock{mutex_};
        change(board_);
    }
    void replace(std::shared_ptr<const domain::directory> places);
    void replace(std::shared_ptr<const domain::pathway_book> pathways);
    void replace(std::shared_ptr<const domain::ladder_book> ladders);
    void replace(std::shared_ptr<const domain::working_calendar> calendar);

private:
    static constexpr std::size_t mark_places = 1U << 16;
    static std::size_t place_of(std::int64_t child) { return static_cast<std::size_t>(child) % mark_places; }

    std::array<std::atomic<std::uint32_t>, mark_places> marks_{};
    mutable std::shared_mutex mutex_;
    // Under mutex_.
    domain::board board_;
    std::shared_ptr<const domain::directory> directory_ = std::make_shared<domain::directory>();
    std::shared_ptr<const domain::pathway_book> pathways_ = std::make_shared<domain::pathway_book>();
    std::shared_ptr<const domain::ladder_book> ladders_ = std::make_shared<domain::ladder_book>();
    std::shared_ptr<const domain::working_calendar> calendar_ = std::make_shared<domain::working_calendar>();
};

} // namespace clockstart::db
