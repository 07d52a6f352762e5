#include "test_server.hpp"

#include "api/door.hpp"
#include "api/faces.hpp"
#include "api/house.hpp"
#include "api/json_body.hpp"
#include "api/kept_answers.hpp"
#include "api/problem.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace clockstart::test {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using api::answer;
using api::call;
using api::house;
using handled = asio::awaitable<answer>;

std::atomic<int> slow_waiting{0};
std::atomic<bool> gate_open{false};

handled hello(house&, const call&) { co_return api::json_answer(200, json::object{{"hello", "world"}}); }

handled seen(house&, const call& asked) {
    json::object parameters;
    for (const auto& [name, value] : asked.query) {
        parameters[name] = value;
    }
    json::object all{{"path", asked.path}, {"query", parameters}, {"remote", asked.remote}};
    all["captures"] = json::array(asked.captures.begin(), asked.captures.end());
    all["if_match"] = asked.if_match.value_or("");
    all["key"] = asked.idempotency_key.value_or("");
    co_return api::json_answer(200, all);
}

handled echo(house&, const call& asked) { co_return answer{200, "application/octet-stream", asked.body, {}}; }

handled length(house&, const call& asked) {
    co_return api::json_answer(200, json::object{{"length", asked.body.size()}});
}

handled read(house&, const call& asked) {
    auto body = api::json_body(asked);
    co_return body ? api::json_answer(200, *body) : api::problem(asked, body.error());
}

handled big(house&, const call&) { co_return answer{200, "text/plain", std::string(8UL * 1024 * 1024, 'x'), {}}; }

handled tagged(house&, const call&) { co_return answer{200, "text/plain", "tagged", {{"ETag", "\"v7\""}}}; }

handled broken_header(house&, const call&) {
    co_return answer{200, "text/plain", "x", {{"Location", "/a\r\nSet-Cookie: b=c"}}};
}

handled throws(house&, const call&) {
    throw std::runtime_error{"the secret is 9990000018"};
    co_return answer{};
}

handled faces(house&, const call& asked) {
    api::view what;
    what.json = json::object{{"items", json::array{1, 2}}};
    what.table = api::csv_table{{"n"}, {{"1"}, {"=2"}}};
    what.csv_name = "numbers.csv";
    co_return api::show(asked, what);
}

// Waits for the test, as a handler waits for the disk.
handled slow(house&, const call&) {
    ++slow_waiting;
    asio::steady_timer pause{co_await asio::this_coro::executor};
    while (!gate_open) {
        pause.expires_after(std::chrono::milliseconds{1});
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    --slow_waiting;
    co_return api::json_answer(200, json::object{{"slow", "but sure"}});
}

handled who(house&, const call& asked) {
    co_return api::json_answer(200, json::object{{"name", asked.who->name}, {"role", asked.who->role}});
}

constexpr auto open = api::entrance::open;
constexpr auto table_of_tests = std::to_array<api::route>({
    {api::verb::get, "/hello", hello, api::right::come_in, open},
    {api::verb::post, "/hello", hello, api::right::come_in, open, 0},
    {api::verb::get, "/api/v1/hello", hello, api::right::come_in, open},
    {api::verb::get, "/seen/{what}/by/{whom}", seen, api::right::come_in, open},
    {api::verb::post, "/echo", echo, api::right::come_in, open, api::form_limit},
    {api::verb::put, "/echo", echo, api::right::come_in, open, api::form_limit},
    {api::verb::post, "/import", length, api::right::come_in, open, api::import_limit},
    {api::verb::post, "/json", read, api::right::come_in, open, api::json_limit},
    {api::verb::get, "/big", big, api::right::come_in, open},
    {api::verb::get, "/etag", tagged, api::right::come_in, open},
    {api::verb::get, "/faces", faces, api::right::come_in, open},
    {api::verb::get, "/throws", throws, api::right::come_in, open},
    {api::verb::get, "/broken-header", broken_header, api::right::come_in, open},
    {api::verb::get, "/slow", slow, api::right::come_in, open},
    {api::verb::get, "/private", who, api::right::come_in},
    {api::verb::post, "/private", who, api::right::come_in, api::entrance::signed_in, api::form_limit},
});

// These handlers never look at the house, so any place in memory will do for what is in it. Only the listener does: at
// the kept answers, of which there are none.
class any_place {
public:
    template <class Thing>
    operator Thing&() {
        return *reinterpret_cast<Thing*>(place_.data());
    }

private:
    alignas(std::max_align_t) std::array<std::byte, 64> place_{};
};

house& any_house() {
    static any_place any;
    static api::kept_answers answers;
    static house made{any, any, any, any, [] { return domain::instant{}; }, any, any, any, answers, any, any};
    return made;
}

// Does something on the thread of the loop and waits until it is done.
void on_loop(asio::io_context& loop, const std::function<void()>& what) {
    const auto task = std::make_shared<std::packaged_task<void()>>(what);
    auto done = task->get_future();
    asio::post(loop, [task] { (*task)(); });
    done.get();
}

} // namespace

api::door test_door() {
    api::door at;
    at.find_token = [](std::string_view token) -> std::optional<api::principal> {
        if (token != "good-token") {
            return std::nullopt;
        }
        return api::principal{"Token holder", "therapist"};
    };
    at.is_session = [](std::string_view cookie) { return cookie == "good-session"; };
    at.find_session = [](std::string_view cookie) -> std::optional<api::principal> {
        if (cookie != "good-session") {
            return std::nullopt;
        }
        api::principal somebody{"Session holder", "school"};
        somebody.csrf = "csrf-value";
        return somebody;
    };
    return at;
}

test_server::test_server(api::door at)
    : listener_{loop_, any_house(), std::move(at), table_of_tests}, port_{listener_.listen("127.0.0.1", 0)} {
    gate_open = false;
    slow_waiting = 0;
    thread_ = std::thread{[this] { loop_.run(); }};
}

test_server::~test_server() {
    open_the_gate();
    stop(std::chrono::seconds{5}).wait();
    staying_.reset();
    thread_.join();
}

void test_server::listen_local(const std::filesystem::path& path) {
    on_loop(loop_, [&] { listener_.listen_local(path); });
}

void test_server::wait_for_slow(int how_many) {
    while (slow_waiting < how_many) {
        std::this_thread::yield();
    }
}

void test_server::open_the_gate() { gate_open = true; }

std::future<void> test_server::stop(std::chrono::milliseconds within) {
    auto stopped = std::make_shared<std::promise<void>>();
    const auto done = [stopped](const std::exception_ptr& error) {
        if (error) {
            stopped->set_exception(error);
        } else {
            stopped->set_value();
        }
    };
    asio::co_spawn(loop_, listener_.stop(within), done);
    return stopped->get_future();
}

std::size_t test_server::connections() {
    std::size_t count = 0;
    on_loop(loop_, [&] { count = listener_.connections(); });
    return count;
}

void test_server::wait_for_connections(std::size_t how_many) {
    while (connections() != how_many) {
        std::this_thread::yield();
    }
}

} // namespace clockstart::test
