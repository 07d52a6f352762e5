#include "api/mailbox.hpp"

#include <utility>

namespace clockstart::api {

bool mailbox::put(frame one) {
    if (closed_) {
        return true; // nobody misses it
    }
    if (frames_.size() >= capacity) {
        close();
        return false;
    }
    frames_.push_back(std::move(one));
    tell();
    return true;
}

void mailbox::close() {
    closed_ = true;
    frames_.clear();
    tell();
}

void mailbox::take(std::string& into) {
    for (const auto& one : frames_) {
        into += *one;
    }
    frames_.clear();
}

void mailbox::note_written() {
    if (written_ && !closed_ && frames_.empty()) {
        written_();
    }
}

std::string mailbox::heartbeat() const { return ": still here\nid: " + std::to_string(reached_) + "\n\n"; }

void mailbox::tell() const {
    if (new_) {
        new_();
    }
}

} // namespace clockstart::api
