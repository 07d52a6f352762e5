#include "bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <thread>

namespace clockstart::bench {

namespace {

using clock = std::chrono::steady_clock;

class connection {
public:
    explicit connection(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) != 0) {
            ::close(socket_);
            throw std::runtime_error{"nobody listens on port " + std::to_string(port)};
        }
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        bytes_.resize(64UL * 1024);
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { ::close(socket_); }

    int socket() const { return socket_; }
    clock::time_point asked_at() const { return asked_at_; }
    unsigned status() const { return status_; }
    std::string_view body() const { return {bytes_.data() + head_, length_}; }

    void ask(const std::string& request) {
        size_ = head_ = length_ = 0;
        asked_at_ = clock::now();
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
            throw std::runtime_error{"a request could not be sent"};
        }
    }

    // Reads what is there (or waits for it); whether the answer is whole.
    bool read() {
        if (size_ == bytes_.size()) {
            bytes_.resize(bytes_.size() * 2);
        }
        const auto count = ::recv(socket_, bytes_.data() + size_, bytes_.size() - size_, 0);
        if (count <= 0) {
            throw std::runtime_error{"the server ended a connection; the last status was " + std::to_string(status_)};
        }
        size_ += static_cast<std::size_t>(count);
        if (head_ == 0 && !read_head()) {
            return false;
        }
        return size_ >= head_ + length_;
    }

private:
    bool read_head() {
        const std::string_view all{bytes_.data(), size_};
        const auto end = all.find("\r\n\r\n");
        if (end == std::string_view::npos) {
            return false;
        }
        head_ = end + 4;
        std::from_chars(all.data() + 9, all.data() + 12, status_);
        constexpr std::string_view name = "\r\ncontent-length: ";
        const auto* const found = std::search(all.begin(), all.begin() + end, name.begin(), name.end(),
                                              [](char one, char two) { return (one | 0x20) == (two | 0x20); });
        if (found != all.begin() + end) {
            std::from_chars(found + name.size(), all.data() + head_, length_);
        }
        return true;
    }

    int socket_;
    std::string bytes_;
    std::size_t size_{}, head_{}, length_{};
    unsigned status_{};
    clock::time_point asked_at_;
};

void check(const connection& one, unsigned wanted) {
    if (one.status() != wanted) {
        throw std::runtime_error{"an answer was " + std::to_string(one.status()) + ": " +
                                 std::string{one.body().substr(0, 300)}};
    }
}

} // namespace

double load_result::milliseconds_at(double percent) const {
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(latencies.size())));
    return latencies.at(std::max<std::size_t>(rank, 1) - 1) / 1000.0;
}

load_result run(const load& what) {
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<std::unique_ptr<connection>> all;
    for (std::size_t number = 0; number < what.connections; ++number) {
        all.push_back(std::make_unique<connection>(what.port));
        epoll_event wanted{.events = EPOLLIN, .data = {.ptr = all.back().get()}};
        ::epoll_ctl(poll, EPOLL_CTL_ADD, all.back()->socket(), &wanted);
    }
    load_result got;
    std::size_t asked = 0;
    const auto since = clock::now();
    const auto until = what.time.count() == 0 ? clock::time_point::max() : since + what.time;
    const auto ask = [&](connection& one) { one.ask(what.requests[asked++ % what.requests.size()]); };
    for (const auto& one : all) {
        if (what.answers == 0 || asked < what.answers) {
            ask(*one);
        }
    }
    std::array<epoll_event, 256> events{};
    auto now = since;
    while (got.answers < asked) {
        const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 30'000);
        if (count <= 0) {
            throw std::runtime_error{"no answer came for half a minute"};
        }
        for (int place = 0; place < count; ++place) {
            auto& one = *static_cast<connection*>(events.at(static_cast<std::size_t>(place)).data.ptr);
            if (!one.read()) {
                continue;
            }
            check(one, what.status);
            now = clock::now();
            ++got.answers;
            got.body_bytes += one.body().size();
            got.latencies.push_back(static_cast<std::uint32_t>(
                std::chrono::duration_cast<std::chrono::microseconds>(now - one.asked_at()).count()));
            if (now < until && (what.answers == 0 || asked < what.answers)) {
                ask(one);
            }
        }
    }
    ::close(poll);
    got.seconds = std::chrono::duration<double>(now - since).count();
    std::ranges::sort(got.latencies);
    return got;
}

std::string message(std::string_view method, std::string_view target, std::string_view head_lines,
                    std::string_view body) {
    std::string text;
    text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(head_lines);
    if (!body.empty()) {
        text.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    }
    return text.append("\r\n").append(body);
}

std::string body_of(std::uint16_t port, const std::string& request) {
    connection one{port};
    one.ask(request);
    while (!one.read()) {
    }
    check(one, 200);
    return std::string{one.body()};
}

void wait_until_ready(std::uint16_t port, std::chrono::seconds patience) {
    const auto until = clock::now() + patience;
    const auto request = message("GET", "/readyz", {});
    while (true) {
        try {
            body_of(port, request);
            return;
        } catch (const std::exception&) {
            if (clock::now() > until) {
                throw;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

} // namespace clockstart::bench
