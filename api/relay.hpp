#pragma once

#include "api/identify.hpp"
#include "api/mailbox.hpp"
#include "api/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

namespace clockstart::api {

// What a connection does for the rest of its life once its answer goes on: writes what comes into the mailbox, a
// comment when nothing came for one heartbeat, and ends when either side has had enough. It waits in a read, so that a
// peer that leaves is noticed at once; what the peer says is not listened to. News and the roster interrupt the read.
template <class Socket>
class relay {
public:
    relay(Socket& socket, visit& place, const premises& here, mailbox& from)
        : socket_{socket}, visit_{place}, here_{here}, from_{from} {
        // At a stop, and when descriptors run out, it goes at once: whoever follows comes back and misses nothing.
        visit_.idle = true;
        from_.when_new([this] { wake(); });
    }
    relay(const relay&) = delete;
    relay& operator=(const relay&) = delete;
    ~relay() { from_.when_new({}); }

    boost::asio::awaitable<void> run(const admitted& what, const call& asked) {
        bool stays = true;
        while (stays && !from_.closed() && !here_.visits.closing()) {
            text_.clear();
            from_.take(text_);
            if (text_.empty() && visit_.late) {
                text_ = from_.heartbeat();
            }
            visit_.late = false;
            if (clock::now() >= ask_again_at_) {
                ask_again_at_ = clock::now() + here_.at.at_most.heartbeat;
                stays = is_still_known(here_.at, what, asked);
            }
            if (stays && text_.empty()) {
                stays = co_await wait();
            } else if (stays) {
                stays = co_await write();
            }
        }
    }

private:
    using clock = std::chrono::steady_clock;

    void wake() {
        if (waiting_ || from_.closed()) {
            visit_.interrupt(&socket_);
        }
    }

    // Until there is something to do. False: the peer is gone, or has to go.
    boost::asio::awaitable<bool> wait() {
        visit_.until = clock::now() + here_.at.at_most.heartbeat;
        waiting_ = true;
        const auto [error, count] = co_await socket_.async_read_some(boost::asio::buffer(unheard_),
                                                                     boost::asio::as_tuple(boost::asio::use_awaitable));
        waiting_ = false;
        co_return !error || (error == boost::asio::error::operation_aborted && (visit_.late || !from_.empty()));
    }

    // Each byte that is taken gives the peer more time.
    boost::asio::awaitable<bool> write() {
        for (std::size_t written = 0; written < text_.size();) {
            visit_.until = clock::now() + here_.at.at_most.write_stall;
            const auto [error, count] = co_await socket_.async_write_some(
                boost::asio::buffer(text_) + written, boost::asio::as_tuple(boost::asio::use_awaitable));
            if (error) {
                co_return false;
            }
            written += count;
        }
        visit_.until = visit::time::max();
        from_.note_written();
        co_return true;
    }

    Socket& socket_;
    visit& visit_;
    const premises& here_;
    mailbox& from_;
    std::string text_;                                                           // being written
    std::array<char, 512> unheard_{};                                            // what the peer says meanwhile
    clock::time_point ask_again_at_ = clock::now() + here_.at.at_most.heartbeat; // whether the caller is still known
    bool waiting_ = false;
};

} // namespace clockstart::api
