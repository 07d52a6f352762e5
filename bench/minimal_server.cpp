// The smallest Beast server that answers every request with the same body: the ceiling for a GET. `minimal_server PORT
// BYTES`.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> answer(asio::ip::tcp::socket socket, std::string body) {
    socket.set_option(asio::ip::tcp::no_delay{true});
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response{http::status::ok, 11};
    response.set(http::field::content_type, "application/json");
    response.keep_alive(true);
    response.body() = std::move(body);
    response.prepare_payload();
    while (true) {
        http::request<http::empty_body> request;
        const auto [failed, read] = co_await http::async_read(socket, buffer, request, nothrow);
        if (failed) {
            co_return;
        }
        const auto [broken, written] = co_await http::async_write(socket, response, nothrow);
        if (broken) {
            co_return;
        }
    }
}

asio::awaitable<void> accept(asio::ip::tcp::acceptor at, std::string body) {
    while (true) {
        auto [failed, socket] = co_await at.async_accept(nothrow);
        if (!failed) {
            co_spawn(at.get_executor(), answer(std::move(socket), body), asio::detached);
        }
    }
}

} // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: minimal_server PORT BYTES\n";
        return 2;
    }
    asio::io_context loop{1};
    const asio::ip::tcp::endpoint at{asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(std::atoi(words[1]))};
    co_spawn(loop, accept(asio::ip::tcp::acceptor{loop, at}, std::string(std::strtoul(words[2], nullptr, 10), 'x')),
             asio::detached);
    loop.run();
}
