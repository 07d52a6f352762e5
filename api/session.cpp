#include "api/session.hpp"

#include "api/certificate.hpp"
#include "api/exchange.hpp"
#include "api/identify.hpp"
#include "api/incoming.hpp"
#include "api/problem.hpp"
#include "api/reception.hpp"
#include "api/relay.hpp"
#include "api/tls_socket.hpp"
#include "api/wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace clockstart::api {
namespace {

namespace asio = boost::asio;
using clock = std::chrono::steady_clock;
using progress = incoming::progress;

inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t head_step = 4UL * 1024;
constexpr std::size_t body_step = 32UL * 1024;
constexpr std::chrono::seconds body_grace{5}; // before the least rate of 1 KB/s is asked for

// What is not there is looked for in less time than what is there and may not be seen; longer than either takes.
constexpr std::chrono::milliseconds not_found_after{2};

enum class step { done, refused, gone };

template <class Socket>
class conversation {
public:
    conversation(Socket socket, premises& here, std::string_view remote, bool local)
        : socket_{std::move(socket)}, here_{here}, at_most_{here.at.at_most},
          reception_{here, remote, local}, request_{here.at.at_most} {
        asked().remote = remote;
        asked().over_local_socket = local;
        asked().through = &here.at;
        visit_.watch(socket_);
        boost::system::error_code ignored;
        socket_.non_blocking(true, ignored);
        here_.visits.enter(visit_);
    }
    conversation(const conversation&) = delete;
    conversation& operator=(const conversation&) = delete;
    ~conversation() = default;

    asio::awaitable<void> run() {
        visit_.until = clock::now() + at_most_.handshake_within;
        visit_.idle = true;
        const bool is_heard = co_await greet(socket_);
        if (!is_heard) {
            co_return;
        }
        for (std::size_t served = 1;; ++served) {
            const auto arrived = co_await read_head(served == 1);
            if (arrived == step::gone) {
                co_return;
            }
            const auto since = clock::now();
            const route* wanted = nullptr;
            std::optional<answer> reply;
            if (arrived == step::refused) {
                reply = turn_away();
            } else {
                co_await take(wanted, reply);
            }
            if (!reply) {
                co_return;
            }
            if (reply->status == 404) {
                asio::steady_timer pause{underneath(socket_).get_executor(), whole_at_ + not_found_after};
                co_await pause.async_wait(nothrow);
            }
            const bool last = must_close_ || !request_.also().keep_alive || here_.visits.closing() || reply->live ||
                              served >= at_most_.requests_per_connection;
            note(here_.at, asked(), wanted, reply->status, since);
            const bool sent = co_await write(*reply, !last);
            if (!sent) {
                co_return;
            }
            if (reply->live) {
                relay<Socket> rest{socket_, visit_, here_, *reply->live};
                co_await rest.run(request_.also(), asked());
                co_return;
            }
            if (last) {
                co_await say_goodbye();
                co_return;
            }
        }
    }

private:
    call& asked() { return request_.asked(); }

    answer turn_away() {
        must_close_ = true;
        return refuse(request_.why());
    }

    // Everything between a whole header and the answer: gate, route, who, body, handler. No answer: the peer is gone.
    asio::awaitable<void> take(const route*& wanted, std::optional<answer>& reply) {
        whole_at_ = clock::now();
        reply = reception_.knock(request_, wanted, must_close_);
        if (reply) {
            must_close_ = must_close_ || request_.has_body(); // which stays unread
            co_return;
        }
        if (request_.has_body()) {
            const auto arrived = co_await read_body(*wanted);
            if (arrived == step::refused) {
                reply = turn_away();
            }
            if (arrived != step::done) {
                co_return;
            }
        }
        visit_.until = visit::time::max();
        whole_at_ = clock::now();
        reply = refuse_with_body(here_.at, request_.also(), asked());
        if (!reply) {
            reply = co_await carry_out(here_, *wanted, asked());
            shorten_when_known(asked(), *reply);
        }
    }

    asio::awaitable<step> read_head(bool first) {
        request_.start_again();
        must_close_ = false;
        auto& buffer = request_.buffer();
        bool begun = buffer.size() > 0;
        visit_.until = clock::now() + (begun || first ? at_most_.header_within : at_most_.idle);
        while (true) {
            const auto seen = request_.look();
            if (seen != progress::more) {
                co_return seen == progress::done ? step::done : step::refused;
            }
            if (!begun && here_.visits.closing()) {
                co_return step::gone;
            }
            visit_.idle = !begun;
            const auto [error, count] = co_await socket_.async_read_some(buffer.prepare(head_step), nothrow);
            visit_.idle = false;
            if (error) {
                co_return ran_out(begun);
            }
            buffer.commit(count);
            if (!begun) {
                begun = true;
                visit_.until = clock::now() + at_most_.header_within;
            }
        }
    }

    // A peer that was cut off in the middle of a request is told so; one that left, or never began, is not.
    step ran_out(bool begun) {
        if (!visit_.late || !begun) {
            return step::gone;
        }
        visit_.late = false;
        request_.refuse("too-slow");
        return step::refused;
    }

    asio::awaitable<step> read_body(const route& wanted) {
        auto& buffer = request_.buffer();
        if (request_.also().expects_continue && buffer.size() == 0) {
            head_ = "HTTP/1.1 100 Continue\r\n\r\n";
            const answer nothing{};
            const bool sent = co_await write_rest(nothing, 0);
            if (!sent) {
                co_return step::gone;
            }
        }
        const auto begin = clock::now();
        const auto most = is_import(wanted) ? at_most_.import_within : at_most_.body_within;
        std::size_t received = 0;
        while (true) {
            const auto taken = request_.take_body(wanted.body_limit);
            if (taken != progress::more) {
                co_return taken == progress::done ? step::done : step::refused;
            }
            visit_.until = std::min(begin + most, begin + body_grace + std::chrono::seconds{received / 1024});
            const auto [error, count] = co_await socket_.async_read_some(buffer.prepare(body_step), nothrow);
            if (error) {
                co_return ran_out(true);
            }
            buffer.commit(count);
            received += count;
        }
    }

    asio::awaitable<bool> write(answer& reply, bool keep_alive) {
        if (!write_head(head_, reply, {keep_alive, here_.at.behind_tls})) {
            reply = problem("internal");
            write_head(head_, reply, {keep_alive, here_.at.behind_tls});
        }
        if (asked().method == verb::head || has_no_body(reply.status)) {
            reply.body.clear();
            reply.live.reset();
        }
        // Mostly the kernel takes it all at once: no need to leave the coroutine for that.
        boost::system::error_code error;
        const std::array<asio::const_buffer, 2> both{asio::buffer(head_), asio::buffer(reply.body)};
        const auto count = socket_.write_some(both, error);
        if (!error && count == head_.size() + reply.body.size()) {
            co_return true;
        }
        if (error && error != asio::error::would_block && error != asio::error::try_again) {
            co_return false;
        }
        co_return co_await write_rest(reply, error ? 0 : count);
    }

    // Writes head_ and the body from a place on. Each byte that is taken gives the peer more time.
    asio::awaitable<bool> write_rest(const answer& reply, std::size_t written) {
        const auto total = head_.size() + reply.body.size();
        while (written < total) {
            visit_.until = clock::now() + at_most_.write_stall;
            std::array<asio::const_buffer, 2> left{asio::buffer(head_), asio::buffer(reply.body)};
            const auto of_head = std::min(written, head_.size());
            left[0] += of_head;
            left[1] += written - of_head;
            const auto [error, count] = co_await socket_.async_write_some(left, nothrow);
            if (error) {
                co_return false;
            }
            written += count;
        }
        visit_.until = visit::time::max();
        co_return true;
    }

    // Closing with unread bytes would reset the connection and take the answer from the peer's hands: read on a while.
    asio::awaitable<void> say_goodbye() {
        visit_.idle = true;
        visit_.until = clock::now() + at_most_.linger;
        co_await part(socket_);
        visit_.until = clock::now() + at_most_.linger;
        boost::system::error_code ignored;
        underneath(socket_).shutdown(asio::socket_base::shutdown_send, ignored);
        auto& buffer = request_.buffer();
        while (!here_.visits.closing()) {
            buffer.clear();
            const auto [error, count] =
                co_await underneath(socket_).async_read_some(buffer.prepare(body_step), nothrow);
            if (error) {
                co_return;
            }
        }
    }

    Socket socket_;
    premises& here_;
    const limits& at_most_;
    reception reception_;
    visit visit_;
    incoming request_;
    std::string head_;             // of the answer being written
    clock::time_point whole_at_{}; // when the message was there as far as it is looked at
    bool must_close_ = false;
};

} // namespace

asio::awaitable<void> serve(asio::ip::tcp::socket socket, premises& here, std::string remote) {
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
    if (here.at.shown) {
        tls_socket secret{std::move(socket), here.at.shown->shown()};
        conversation<tls_socket> one{std::move(secret), here, remote, false};
        co_await one.run();
        co_return;
    }
    conversation<asio::ip::tcp::socket> one{std::move(socket), here, remote, false};
    co_await one.run();
}

asio::awaitable<void> serve(asio::local::stream_protocol::socket socket, premises& here) {
    conversation<asio::local::stream_protocol::socket> one{std::move(socket), here, "local", true};
    co_await one.run();
}

} // namespace clockstart::api
