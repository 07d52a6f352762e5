#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace clockstart::api {

// A TCP socket under TLS, with as much of a plain socket's manners as a session needs. One operation at a time.
class tls_socket {
public:
    tls_socket(boost::asio::ip::tcp::socket socket, const std::shared_ptr<boost::asio::ssl::context>& shown)
        : stream_{std::move(socket), *shown} {}

    boost::asio::ip::tcp::socket& underneath() { return stream_.next_layer(); }

    template <class Token>
    auto async_handshake(Token&& token) {
        return stream_.async_handshake(boost::asio::ssl::stream_base::server, std::forward<Token>(token));
    }

    // Tells the peer that nothing more comes, and waits for the same from it.
    template <class Token>
    auto async_shutdown(Token&& token) {
        return stream_.async_shutdown(std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& into, Token&& token) {
        return stream_.async_read_some(into, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& from, Token&& token) {
        return stream_.async_write_some(from, std::forward<Token>(token));
    }

    // Never at once: a record of which the kernel took a part could not be gone on with.
    template <class Buffers>
    std::size_t write_some(const Buffers&, boost::system::error_code& error) {
        error = boost::asio::error::would_block;
        return 0;
    }

    void non_blocking(bool mode, boost::system::error_code& error) { underneath().non_blocking(mode, error); }
    void cancel(boost::system::error_code& error) { underneath().cancel(error); }
    void close(boost::system::error_code& error) { underneath().close(error); }

private:
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket>
        stream_; // keeps what it shows, also when the house renews it
};

// What bytes go over in the end.
template <class Socket>
Socket& underneath(Socket& socket) {
    return socket;
}
inline boost::asio::ip::tcp::socket& underneath(tls_socket& socket) { return socket.underneath(); }

// What is said before anything else, and after it: nothing, or what TLS says. False: the peer does not speak it as it
// is spoken here.
template <class Socket>
boost::asio::awaitable<bool> greet(Socket&) {
    co_return true;
}
inline boost::asio::awaitable<bool> greet(tls_socket& socket) {
    const auto [error] = co_await socket.async_handshake(boost::asio::as_tuple(boost::asio::use_awaitable));
    co_return !error;
}

template <class Socket>
boost::asio::awaitable<void> part(Socket&) {
    co_return;
}
inline boost::asio::awaitable<void> part(tls_socket& socket) {
    // That the peer says the same is waited for, and not insisted on.
    co_await socket.async_shutdown(boost::asio::as_tuple(boost::asio::use_awaitable));
}

} // namespace clockstart::api
