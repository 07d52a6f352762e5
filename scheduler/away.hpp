#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace clockstart::scheduler {

// For waiting whose end by an error (a timer that was cancelled) is nothing to throw about.
inline constexpr auto nothrow = boost::asio::as_tuple(boost::asio::use_awaitable);

template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> carry(Work work) {
    co_return work();
}

// Does the work on the pool, and comes back with what it gave: for what reads the database or speaks to others.
template <class Work>
auto away(boost::asio::thread_pool& pool, Work work) {
    return boost::asio::co_spawn(pool.get_executor(), carry(std::move(work)), boost::asio::use_awaitable);
}

} // namespace clockstart::scheduler
