#include "scheduler/heartbeat.hpp"

#include "scheduler/transfer.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <string>
#include <utility>

namespace clockstart::scheduler {

namespace {

namespace asio = boost::asio;
inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::seconds connect_within{5}, within{10};

std::size_t throw_away(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// Why the call failed; empty when it was answered 2xx. By value: it runs on another thread.
asio::awaitable<std::string> call(std::string url) {
    transfer asking;
    asking.set(CURLOPT_URL, url);
    asking.set(CURLOPT_PROTOCOLS_STR, "http,https");
    asking.set(CURLOPT_FOLLOWLOCATION, 0L);
    asking.set(CURLOPT_USERAGENT, "Clockstart");
    asking.set(CURLOPT_WRITEFUNCTION, &throw_away);
    asking.limit(connect_within, within);
    const auto ended = asking.perform();
    if (ended != CURLE_OK) {
        co_return curl_easy_strerror(ended);
    }
    const auto status = asking.status();
    co_return status >= 200 && status <= 299 ? std::string{} : "answered " + std::to_string(status);
}

} // namespace

// Kept alive by its coroutine.
struct heartbeat::beating : std::enable_shared_from_this<beating> {
    beating(asio::io_context& its_loop, asio::thread_pool& its_pool, const self_watch& its_watch,
            heartbeat_settings its_settings, std::shared_ptr<spdlog::logger> its_log)
        : loop{its_loop}, pool{its_pool}, watch{its_watch}, settings{std::move(its_settings)}, log{std::move(its_log)},
          sleeping{its_loop} {}

    asio::awaitable<void> beat() {
        while (!stopped) {
            if (watch.is_at_work()) {
                auto work = call(settings.url);
                const auto why = co_await asio::co_spawn(pool.get_executor(), std::move(work), asio::use_awaitable);
                tell(why);
            }
            if (!stopped) {
                sleeping.expires_after(settings.every);
                co_await sleeping.async_wait(nothrow);
            }
        }
    }

    void tell(const std::string& why) {
        const bool fails = !why.empty();
        if (log && fails && !failing) {
            log->warn("the heartbeat is not heard: {}", why);
        } else if (log && !fails && failing) {
            log->info("the heartbeat is heard again");
        }
        failing = fails;
    }

    asio::io_context& loop;
    asio::thread_pool& pool;
    const self_watch& watch;
    const heartbeat_settings settings;
    const std::shared_ptr<spdlog::logger> log;
    // Loop thread only.
    asio::steady_timer sleeping;
    bool failing{false}, stopped{false};
};

heartbeat::heartbeat(asio::io_context& loop, asio::thread_pool& pool, const self_watch& watch,
                     heartbeat_settings settings, std::shared_ptr<spdlog::logger> log)
    : beating_{std::make_shared<beating>(loop, pool, watch, std::move(settings), std::move(log))} {}

heartbeat::~heartbeat() { stop(); }

void heartbeat::start() {
    asio::co_spawn(beating_->loop, beating_->beat(), [self = beating_](const std::exception_ptr& error) {
        if (error && self->log) {
            self->log->error("the heartbeat ended by an exception"); // the work itself goes on without it
        }
    });
}

void heartbeat::stop() {
    beating_->stopped = true;
    beating_->sleeping.cancel();
}

} // namespace clockstart::scheduler
