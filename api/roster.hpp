#pragma once

#include <boost/intrusive/list.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>

namespace clockstart::api {

// One connection as the roster sees it: until when it may go on as it is, and how to interrupt it. Lives in the
// session's coroutine; leaves the roster by its destruction.
struct visit : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
    using time = std::chrono::steady_clock::time_point;

    time until = time::max(); // max: nobody waits for the peer
    bool idle = false;        // between two requests
    bool late = false;        // was interrupted because its time was over
    void* socket = nullptr;
    void (*interrupt)(void* socket) = nullptr; // cancels what is waited for
    void (*hang_up)(void* socket) = nullptr;   // closes

    template <class Socket>
    void watch(Socket& open) {
        socket = &open;
        interrupt = [](void* waiting) {
            boost::system::error_code ignored;
            static_cast<Socket*>(waiting)->cancel(ignored);
        };
        hang_up = [](void* waiting) {
            boost::system::error_code ignored;
            static_cast<Socket*>(waiting)->close(ignored);
        };
    }
};

// All open connections, with their deadlines. One sweep looks at all of them, so that a request costs no timer; a
// deadline is therefore kept to within one sweep. Loop thread only.
class roster {
public:
    static constexpr std::chrono::milliseconds sweep_every{250};

    void enter(visit& who) { visits_.push_back(who); }

    // Interrupts whoever is past its time.
    void sweep(visit::time now);

    // From now on no connection is kept for another request; those that are idle are let go at once.
    void let_go();
    bool closing() const { return closing_; }

    // Closes idle connections, the longest-known first, to make room for new ones.
    void make_room(std::size_t how_many);

    // Closes every socket. Handlers in flight still end by themselves.
    void insist();

    bool empty() const { return visits_.empty(); }

private:
    boost::intrusive::list<visit, boost::intrusive::constant_time_size<false>> visits_;
    bool closing_ = false;
};

} // namespace clockstart::api
