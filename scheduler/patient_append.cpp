#include "scheduler/patient_append.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace clockstart::scheduler {

namespace asio = boost::asio;

asio::awaitable<appended> append_patiently(db::journal& events, db::command what) {
    constexpr std::chrono::seconds breath{1};
    asio::steady_timer pause{co_await asio::this_coro::executor};
    for (;;) {
        db::command asked{what};
        const auto done = co_await events.append(std::move(asked), asio::use_awaitable);
        if (done) {
            co_return appended::taken;
        }
        if (done.error().code != domain::errc::busy) {
            co_return done.error().code == domain::errc::storage_failed ? appended::disk_failed : appended::refused;
        }
        pause.expires_after(breath);
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

} // namespace clockstart::scheduler
