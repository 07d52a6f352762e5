#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace clockstart::test {

// What came back, as it was on the wire.
struct reply {
    unsigned status = 0; // 0: nothing came before the connection ended
    std::string head;    // status line and headers
    std::string body;

    // The value of a header (the name in any case), or nothing.
    std::optional<std::string> header(std::string_view name) const {
        for (std::size_t at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size();) {
            const auto begin = at + 2;
            at = head.find("\r\n", begin);
            const auto line = std::string_view{head}.substr(begin, at - begin);
            const auto colon = line.find(':');
            if (colon == name.size() && std::equal(name.begin(), name.end(), line.begin(),
                                                   [](char one, char two) { return (one | 0x20) == (two | 0x20); })) {
                return std::string{line.substr(line.find_first_not_of(' ', colon + 1))};
            }
        }
        return std::nullopt;
    }
};

// A blocking client that sends whatever bytes it is given: sound requests and broken ones. Every wait ends after ten
// seconds at the latest.
class http_client {
public:
    explicit http_client(std::uint16_t port, const std::string& address = "127.0.0.1") : socket_{loop_} {
        const boost::asio::ip::tcp::endpoint at{boost::asio::ip::make_address(address), port};
        socket_.connect(at);
        give_up_after(std::chrono::seconds{10});
    }

    explicit http_client(const std::filesystem::path& path) : socket_{loop_} {
        socket_.connect(boost::asio::local::stream_protocol::endpoint{path.string()});
        give_up_after(std::chrono::seconds{10});
    }

    void send(std::string_view bytes) {
        boost::system::error_code ignored; // the peer may have refused and closed already; its answer tells
        boost::asio::write(socket_, boost::asio::buffer(bytes.data(), bytes.size()), ignored);
    }

    // Reads one answer. `of_head`: it answers a HEAD, so that no body follows its length.
    reply receive(bool of_head = false) {
        reply got;
        std::size_t end = 0;
        while ((end = early_.find("\r\n\r\n")) == std::string::npos) {
            if (!read_more()) {
                return got;
            }
        }
        got.head = early_.substr(0, end + 2);
        early_.erase(0, end + 4);
        std::from_chars(got.head.data() + 9, got.head.data() + 12, got.status);
        std::size_t length = 0;
        if (const auto announced = got.header("Content-Length"); announced && !of_head) {
            std::from_chars(announced->data(), announced->data() + announced->size(), length);
        }
        while (early_.size() < length && read_more()) {
        }
        got.body = early_.substr(0, length);
        early_.erase(0, length);
        return got;
    }

    reply ask(std::string_view bytes, bool of_head = false) {
        send(bytes);
        return receive(of_head);
    }

    // A GET with the Host that the listener knows, and more header lines if wanted ("Name: value\r\n").
    reply get(std::string_view target, std::string_view headers = {}) {
        return ask("GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{headers} + "\r\n");
    }

    reply post(std::string_view target, std::string_view type, std::string_view body, std::string_view headers = {}) {
        return ask("POST " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " +
                   std::string{type} + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                   std::string{headers} + "\r\n" + std::string{body});
    }

    // Has the peer closed, with nothing more to read? Waits for it.
    bool is_closed() { return early_.empty() && !read_more() && ended_; }

    // What comes up to the mark and with it; nothing when the peer closes, or is silent for ten seconds, before that.
    std::string receive_until(std::string_view mark) {
        auto at = std::string::npos;
        while ((at = early_.find(mark)) == std::string::npos) {
            if (!read_more()) {
                return {};
            }
        }
        auto got = early_.substr(0, at + mark.size());
        early_.erase(0, at + mark.size());
        return got;
    }

    // All that comes until the peer closes.
    std::string receive_all() {
        while (read_more()) {
        }
        return std::exchange(early_, {});
    }

    void finish_sending() { ::shutdown(socket_.native_handle(), SHUT_WR); }

private:
    void give_up_after(std::chrono::seconds time) {
        const timeval limit{time.count(), 0};
        ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    }

    bool read_more() {
        char bytes[16 * 1024];
        const auto count = ::recv(socket_.native_handle(), bytes, sizeof bytes, 0);
        ended_ = count == 0 || (count < 0 && errno == ECONNRESET);
        if (count <= 0) {
            return false;
        }
        early_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    boost::asio::io_context loop_{1};
    boost::asio::generic::stream_protocol::socket socket_;
    std::string early_; // received, not yet asked for
    bool ended_ = false;
};

} // namespace clockstart::test
