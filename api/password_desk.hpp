#pragma once

#include "domain/error.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

namespace clockstart::api {

// Makes and checks the hashes of passwords: Argon2id of 64 MiB and three passes (OWASP ASVS 5.0, 11.4.2, and above),
// two at a time on threads of their own, so that a wave of sign-ins takes neither the loop nor all of the memory. With
// 32 waiting the next is refused: errc::busy.
class password_desk {
public:
    struct cost {
        unsigned long long passes{3};
        std::size_t memory{64UL * 1024 * 1024}; // bytes
    };

    explicit password_desk(cost of_one);
    ~password_desk();

    boost::asio::awaitable<domain::result<std::string>> hash(std::string password);
    // Whether the hash is of that password. An empty hash is of none, and is checked for as long as any other: an
    // answer does not tell by its time whether there is an account.
    boost::asio::awaitable<domain::result<bool>> matches(std::string hash, std::string password);
    // Whether it was made by another measure than today's, so that it should be made again.
    bool is_outdated(const std::string& hash) const;

    // Takes nothing more and waits for what was begun.
    void stop();

private:
    static constexpr int at_once = 2;
    static constexpr int most_waiting = 32;

    // A place in the queue; given back when it goes.
    class place;

    const cost cost_;
    const std::string hash_of_nobody_;
    std::atomic<int> waiting_{0};
    boost::asio::thread_pool threads_{at_once};
};

} // namespace clockstart::api
