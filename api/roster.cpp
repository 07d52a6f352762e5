#include "api/roster.hpp"

namespace clockstart::api {

void roster::sweep(visit::time now) {
    for (auto& who : visits_) {
        if (who.until < now) {
            who.until = visit::time::max();
            who.late = true;
            who.interrupt(who.socket);
        }
    }
}

void roster::let_go() {
    closing_ = true;
    for (auto& who : visits_) {
        if (who.idle) {
            who.interrupt(who.socket);
        }
    }
}

void roster::make_room(std::size_t how_many) {
    for (auto& who : visits_) {
        if (how_many == 0) {
            return;
        }
        if (who.idle) {
            who.interrupt(who.socket);
            --how_many;
        }
    }
}

void roster::insist() {
    closing_ = true;
    for (auto& who : visits_) {
        who.hang_up(who.socket);
    }
}

} // namespace clockstart::api
