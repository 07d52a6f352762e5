#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clockstart::api {

// One server-sent event, ready for the wire. Made once, shared by all who get it.
using frame = std::shared_ptr<const std::string>;

// What is on its way to one reader of a live answer: filled from one side, emptied by the connection on the other.
// Whoever lets it fill up is too slow, and it closes. Loop thread only.
class mailbox {
public:
    static constexpr std::size_t capacity = 64;

    explicit mailbox(std::int64_t reached) : reached_{reached} {}
    mailbox(const mailbox&) = delete;
    mailbox& operator=(const mailbox&) = delete;
    ~mailbox() = default;

    // The side that fills. False, and closed, when it was full.
    bool put(frame one);
    // No more is to be written, not even what is in it.
    void close();
    // All up to this event was put in, or is not for this reader.
    void reach(std::int64_t sequence) { reached_ = sequence; }
    // Called when everything that was put in has been written. It may fill again, but not at once.
    void when_written(std::function<void()> told) { written_ = std::move(told); }

    // The side of the connection. Called when something was put in, or it closed; empty: nobody.
    void when_new(std::function<void()> told) { new_ = std::move(told); }
    // Moves the text of everything that is in it to the end of `into`.
    void take(std::string& into);
    // What was taken has gone out.
    void note_written();
    // A comment, so that both ends know the line is alive; with the place from which to resume, for a reader to whom
    // nothing has come for long.
    std::string heartbeat() const;

    bool empty() const { return frames_.empty(); }
    bool closed() const { return closed_; }
    std::int64_t reached() const { return reached_; }

private:
    void tell() const;

    std::vector<frame> frames_;
    std::int64_t reached_;
    bool closed_{false};
    std::function<void()> written_, new_;
};

} // namespace clockstart::api
