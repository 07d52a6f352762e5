#include "tests/api/house_server.hpp"
#include "tests/support/event_reader.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>

namespace clockstart {
namespace {

namespace json = boost::json;
using test::event_reader;
using test::house_server;
using test::http_client;
using namespace std::chrono_literals;

// How a connection behaves whose answer goes on. A heartbeat every tenth of a second, so that nobody waits for one.
api::limits lively() {
    api::limits at_most;
    at_most.heartbeat = 100ms;
    return at_most;
}

struct Relay : testing::Test {
    house_server house{"2026-11-22T12:00:00Z", lively()};
    std::string administrator = house.token("administrator");
    int children = 0;

    // In one transaction.
    void open_many(int how_many) {
        db::import_requests many;
        many.by = {"import", ""};
        many.next = [&, left = how_many]() mutable -> std::optional<db::import_requests::row> {
            if (left-- == 0) {
                return std::nullopt;
            }
            db::create_request made;
            made.by = {"import", ""};
            made.pathway = "equipment";
            made.clock_start_on = domain::make_date(2026, 11, 20);
            made.facts.service = "equipment-99G-PV01";
            made.child.no_nhs_number_reason = "not_traced";
            made.child.given_name = "Wren";
            made.child.family_name = "Okonkwo-Test";
            made.child.birth_date = domain::make_date(2018, 2, 3);
            return db::import_requests::row{static_cast<std::size_t>(++children), std::move(made)};
        };
        house.journal().append_and_wait(std::move(many)).value();
    }
    std::string metrics() { return house.get(administrator, "/metrics").body; }
    bool metrics_say(const std::string& line) { return metrics().find(line + "\n") != std::string::npos; }
    void wait_for_metrics(const std::string& line) {
        while (!metrics_say(line)) {
        }
    }
};

TEST_F(Relay, SendsACommentWhenNothingComes) {
    event_reader live{house.port(), administrator};
    live.next_block();
    for (int number = 0; number < 3; ++number) {
        const auto block = live.next_block();
        EXPECT_EQ(block.comment, "still here");
        EXPECT_EQ(block.id, 0);
    }
    open_many(1);
    EXPECT_EQ(live.next().id, 1);
}

TEST_F(Relay, MovesThePlaceToResumeFromOnForWhomNothingIsMeant) {
    event_reader live{house.port(), administrator, "?pathway=slt"};
    EXPECT_EQ(live.next_block().id, 0);
    open_many(3);
    auto block = live.next_block();
    while (block.id == 0) { // a heartbeat from before
        block = live.next_block();
    }
    EXPECT_EQ(block.comment, "still here");
    EXPECT_EQ(block.id, 3);
}

TEST_F(Relay, HandsAWholeImportToAQuickReader) {
    event_reader live{house.port(), administrator};
    open_many(2'000);
    for (std::int64_t id = 1; id <= 2'000; ++id) {
        ASSERT_EQ(live.next().id, id);
    }
}

TEST_F(Relay, ClosesAReaderThatDoesNotReadWhileAQuickOneGoesOn) {
    const auto socket = house.listen_local(); // the kernel holds less for its readers
    event_reader slow{socket};
    event_reader quick{socket};
    std::int64_t seen = 0;
    while (metrics_say("clockstart_stream_dropped_total 0")) {
        open_many(100);
        while (seen < house.journal().last_sequence()) {
            ASSERT_EQ(quick.next().id, ++seen);
        }
        ASSERT_LT(seen, 100'000) << "the slow one is never closed";
    }
    wait_for_metrics("clockstart_stream_subscribers 1");
    slow.rest();
    open_many(1);
    EXPECT_EQ(quick.next().id, seen + 1);
    EXPECT_TRUE(metrics_say("clockstart_stream_dropped_total 1"));
}

TEST_F(Relay, GivesAReaderThatResumesItsOwnPace) {
    open_many(4'000);
    event_reader late{house.listen_local(), "?after=0"};
    open_many(200); // while more is waiting than the kernel holds
    for (std::int64_t id = 1; id <= 4'200; ++id) {
        ASSERT_EQ(late.next().id, id);
    }
    EXPECT_TRUE(metrics_say("clockstart_stream_dropped_total 0"));
}

TEST_F(Relay, NoticesAtOnceThatAReaderHasLeft) {
    house_server calm; // with a heartbeat of fifteen seconds, by which it would be noticed at the latest
    const auto token = calm.token("administrator");
    const auto followers_are = [&](const std::string& number) {
        const auto line = "clockstart_stream_subscribers " + number + "\n";
        return calm.get(token, "/metrics").body.find(line) != std::string::npos;
    };
    auto first = std::make_unique<event_reader>(calm.port(), token);
    const event_reader second{calm.port(), token};
    EXPECT_TRUE(followers_are("2"));
    const auto since = std::chrono::steady_clock::now();
    first.reset();
    while (!followers_are("1")) {
    }
    EXPECT_LT(std::chrono::steady_clock::now() - since, 10s);
}

TEST_F(Relay, DoesNotListenToWhatTheReaderSays) {
    http_client client{house.port()};
    client.send("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + administrator +
                "\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(client.receive().status, 200U);
    client.send(std::string(10'000, 'x'));
    EXPECT_NE(client.receive_until("id: 0\n\n"), "");
    open_many(1);
    EXPECT_NE(client.receive_until("id: 1\nevent: identified\n"), "");
}

TEST_F(Relay, EndsAtOnceWhenTheListenerStops) {
    event_reader first{house.port(), administrator};
    event_reader second{house.listen_local()};
    const auto since = std::chrono::steady_clock::now();
    house.stop(60s);
    EXPECT_LT(std::chrono::steady_clock::now() - since, 30s);
    first.rest();
    second.rest();
}

TEST_F(Relay, EndsAtAStopEvenWhenItsReaderDoesNotRead) {
    open_many(4'000);
    event_reader stuck{house.listen_local(), "?after=0"};
    const auto since = std::chrono::steady_clock::now();
    house.stop(60s);
    EXPECT_LT(std::chrono::steady_clock::now() - since, 30s);
}

TEST_F(Relay, EndsWhenTheTokenIsNotKnownAnyMore) {
    event_reader live{house.port(), administrator};
    house.forget_tokens();
    live.rest();
}

TEST_F(Relay, IsOpenToAPageThatIsSignedIn) {
    http_client browser{house.port()};
    const auto entered = browser.post("/sign-in", "application/x-www-form-urlencoded", "token=" + administrator,
                                      "Sec-Fetch-Site: same-origin\r\n");
    ASSERT_EQ(entered.status, 303U);
    const auto set = entered.header("Set-Cookie").value();
    const auto cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    http_client page{house.port()};
    const auto live =
        page.get("/api/v1/stream", "Accept: text/event-stream\r\nSec-Fetch-Site: same-origin\r\n" + cookie);
    EXPECT_EQ(live.status, 200U);
    open_many(1);
    EXPECT_NE(page.receive_until("event: identified\n"), "");
    EXPECT_NE(page.receive_until("still here"), ""); // asked anew, and known still
    house.set_now("2026-11-22T12:31:00Z");           // half an hour without a page: listening is no use
    page.receive_all();
    EXPECT_TRUE(page.is_closed());
}

TEST_F(Relay, GivesAHeadItsHeadersAndEnds) {
    http_client client{house.port()};
    const auto head = client.ask(
        "HEAD /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + administrator + "\r\n\r\n", true);
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.header("Content-Type"), "text/event-stream");
    EXPECT_FALSE(head.header("Content-Length"));
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(metrics_say("clockstart_stream_subscribers 0"));
}

} // namespace
} // namespace clockstart
