#pragma once

#include "api/audit_note.hpp"
#include "api/fields.hpp"
#include "api/local.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <filesystem>
#include <type_traits>
#include <utility>

// What the handlers of api/local.hpp share.
namespace clockstart::api {

// The local house, when the folder's owner asks over the folder's socket; null for everybody else.
local_house* desk_of(house& home, const call& asked);

// The file of a command. The daemon's working folder is not the caller's, so the path has to be whole.
std::filesystem::path read_path(fields& read);

template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> carry(Work work) {
    co_return work();
}

// Runs `work` on the pool and comes back to the loop with what it gives, or what it throws.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> aside(boost::asio::thread_pool& pool, Work work) {
    auto task = carry(std::move(work));
    co_return co_await boost::asio::co_spawn(pool.get_executor(), std::move(task), boost::asio::use_awaitable);
}

} // namespace clockstart::api
