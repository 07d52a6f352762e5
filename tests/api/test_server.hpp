#pragma once

#include "api/listener.hpp"
#include "api/routes.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <future>
#include <thread>

namespace clockstart::test {

// The door that the server opens unless told otherwise; tests change its limits.
api::door test_door();

// A listener on a loop and thread of its own, on a free loopback port, with routes that only these tests have:
//
//   GET  /hello, /teapot (418, HTML or JSON), /seen/{what}/by/{whom} (what the handler saw, as JSON)
//   POST /echo (64 KB), /import (10 MB, chunks), /form, /json      GET /big (8 MB), /etag, /csv, /throws,
//   /broken-header GET  /slow: answers when `open_the_gate` was called            GET /private: who is asking
//
// Tokens: "good-token" (therapist). Session: "good-session" (school, form token "csrf-value").
class test_server {
public:
    explicit test_server(api::door at = test_door());
    ~test_server();
    test_server(const test_server&) = delete;
    test_server& operator=(const test_server&) = delete;

    std::uint16_t port() const { return port_; }
    void listen_local(const std::filesystem::path& path);

    // Blocks until that many handlers of /slow wait; lets them all go.
    void wait_for_slow(int how_many);
    void open_the_gate();

    // Starts stopping; the future is ready when stop() has returned.
    std::future<void> stop(std::chrono::milliseconds within);

    // Blocks until the listener has this many connections.
    void wait_for_connections(std::size_t how_many);

    // Runs on the loop and gives what it gives.
    std::size_t connections();

private:
    boost::asio::io_context loop_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> staying_{loop_.get_executor()};
    api::listener listener_;
    std::uint16_t port_;
    std::thread thread_;
};

} // namespace clockstart::test
