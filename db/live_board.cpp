#include "db/live_board.hpp"

#include <utility>

namespace clockstart::db {

void live_board::replace(std::shared_ptr<const domain::directory> places) {
    const std::unique_lock lock{mutex_};
    directory_ = std::move(places);
}

void live_board::replace(std::shared_ptr<const domain::pathway_book> pathways) {
    const std::unique_lock lock{mutex_};
    pathways_ = std::move(pathways);
}

void live_board::replace(std::shared_ptr<const domain::ladder_book> ladders) {
    const std::unique_lock lock{mutex_};
    ladders_ = std::move(ladders);
}

void live_board::replace(std::shared_ptr<const domain::working_calendar> calendar) {
    const std::unique_lock lock{mutex_};
    calendar_ = std::move(calendar);
}

} // namespace clockstart::db
