#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace clockstart::test {

// Runs one coroutine to its end on a loop of its own and gives what it returned; what it threw is thrown here.
template <class Value>
Value run(boost::asio::awaitable<Value> work) {
    boost::asio::io_context loop{1};
    std::optional<Value> outcome;
    std::exception_ptr failure;
    boost::asio::co_spawn(loop, std::move(work), [&](std::exception_ptr error, Value value) {
        failure = error;
        outcome.emplace(std::move(value));
    });
    loop.run();
    if (failure) {
        std::rethrow_exception(failure);
    }
    return std::move(*outcome);
}

inline void run(boost::asio::awaitable<void> work) {
    boost::asio::io_context loop{1};
    std::exception_ptr failure;
    boost::asio::co_spawn(loop, std::move(work), [&](std::exception_ptr error) { failure = error; });
    loop.run();
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace clockstart::test
