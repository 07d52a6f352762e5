#include "tests/scheduler/calling.hpp"

#include <algorithm>
#include <map>

namespace clockstart::scheduler {
namespace {

using WebhookOutage = calling;
using receiver = test::webhook_receiver;

// What a receiver got, judged as an integrator would.
struct got_calls {
    std::map<std::int64_t, std::string> ids;                           // by the event's sequence
    std::map<std::string, std::vector<std::int64_t>> by_request;       // by reference, first arrivals
    std::map<std::string, std::pair<std::string, std::size_t>> bodies; // by id: what came, and how often

    void take(receiver& at) {
        while (!at.has_none()) {
            const auto call = at.call();
            ASSERT_TRUE(call.at("verified").as_bool()) << call;
            const std::string id{call.at("headers").at("webhook-id").as_string()};
            const auto text = boost::json::parse(std::string_view{call.at("body").as_string()}).as_object();
            const auto sequence = text.at("data").at("sequence").as_int64();
            const std::string reference{text.at("data").at("reference").as_string()};
            auto& [body, count] = bodies[id];
            EXPECT_TRUE(count == 0 || body == call.at("body").as_string()) << "another text under the same id";
            body = call.at("body").as_string();
            const auto& [place, is_new] = ids.emplace(sequence, id);
            EXPECT_EQ(place->second, id) << "one event came under two ids";
            auto& of_request = by_request[reference];
            EXPECT_TRUE(of_request.empty() || of_request.back() <= sequence)
                << reference << ": " << sequence << " came after " << of_request.back();
            if (is_new) {
                of_request.push_back(sequence);
            }
            ++count;
        }
    }
    std::size_t repeated() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(bodies, [](const auto& one) { return one.second.second > 1; }));
    }
};

// Six hours without a receiver, two in which it takes longer than we wait, two in which it says 500; every ten minutes
// something is recorded. Then it is well, and everything comes, each event under one id, in the order of its request.
TEST_F(WebhookOutage, OfSixHoursThenSlownessThenErrorsLosesNothingAndKeepsTheOrder) {
    how.within = std::chrono::milliseconds{150};
    stop();
    start();
    receiver at{secret};
    add("office", at.url());
    got_calls got;
    std::vector<std::string> requests;
    int recorded = 0;
    auto now = held.now();
    const auto go_through = [&](int hours, const std::string& as) {
        at.be(as);
        for (int step = 0; step < hours * 6; ++step) {
            now += std::chrono::minutes{10};
            if (step % 3 == 0) {
                requests.push_back(held.open("2018-05-01", static_cast<int>(requests.size()) + 1));
                ++recorded;
            }
            held.record(requests[static_cast<std::size_t>(recorded * 7) % requests.size()], "confirmed_waiting",
                        "2026-01-05");
            ++recorded;
            settle_at(domain::format_instant(now), {&at});
            got.take(at);
        }
    };
    go_through(6, "down");
    EXPECT_TRUE(got.ids.empty());
    at.be("up");
    go_through(2, "delay 400");
    at.be("delay 0");
    go_through(2, "status 500");
    at.be("status 204");
    for (int step = 0; step < 5 * 6; ++step) { // what failed late waits for up to two hours, its followers behind it
        now += std::chrono::minutes{10};
        settle_at(domain::format_instant(now), {&at});
        got.take(at);
    }
    const auto calls = outbox("office");
    EXPECT_EQ(calls.size(), static_cast<std::size_t>(recorded));
    EXPECT_TRUE(std::ranges::all_of(calls, [](const auto& one) { return one.state == "delivered"; }));
    EXPECT_EQ(got.ids.size(), static_cast<std::size_t>(recorded));
    const auto repeated = got.repeated();
    EXPECT_GT(repeated, 0U) << "slow calls were to be cut off and made again";
    int attempts = 0;
    std::ranges::for_each(calls, [&](const auto& one) { attempts += one.attempts; });
    RecordProperty("calls", recorded);
    RecordProperty("attempts", attempts);
    RecordProperty("repeated", static_cast<int>(repeated));
    std::printf("%d calls in %d attempts, %zu came more than once under the same id\n", recorded, attempts, repeated);
}

} // namespace
} // namespace clockstart::scheduler
