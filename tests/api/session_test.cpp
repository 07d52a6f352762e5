#include "test_server.hpp"
#include "tests/support/http_client.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace clockstart {
namespace {

using test::http_client;
using test::test_door;
using test::test_server;
using namespace std::chrono_literals;

const std::string get_hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST(Session, KeepsTheConnectionForManyRequests) {
    test_server server;
    http_client client{server.port()};
    for (int request = 0; request < 50; ++request) {
        const auto reply = client.get("/hello");
        ASSERT_EQ(reply.status, 200U);
        ASSERT_EQ(reply.body, R"({"hello":"world"})");
        ASSERT_FALSE(reply.header("Connection"));
    }
}

TEST(Session, ClosesAfterTheLastRequestItAllows) {
    auto door = test_door();
    door.at_most.requests_per_connection = 3;
    test_server server{door};
    http_client client{server.port()};
    EXPECT_FALSE(client.get("/hello").header("Connection"));
    EXPECT_FALSE(client.get("/hello").header("Connection"));
    EXPECT_EQ(client.get("/hello").header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(Session, ClosesWhenAskedToAndForHttp10) {
    test_server server;
    http_client asks{server.port()};
    EXPECT_EQ(asks.get("/hello", "Connection: keep-alive, Close\r\n").header("Connection"), "close");
    EXPECT_TRUE(asks.is_closed());
    http_client old{server.port()};
    EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\nHost: localhost\r\n\r\n").status, 200U);
    EXPECT_TRUE(old.is_closed());
}

TEST(Session, AnswersPipelinedRequestsOneAfterAnother) {
    test_server server;
    http_client client{server.port()};
    client.send("GET /seen/a/by/b HTTP/1.1\r\nHost: localhost\r\n\r\n" + get_hello +
                "GET /nowhere HTTP/1.1\r\nHost: "
                "localhost\r\n\r\n" +
                get_hello);
    EXPECT_NE(client.receive().body.find(R"("captures":["a","b"])"), std::string::npos);
    EXPECT_EQ(client.receive().status, 200U);
    EXPECT_EQ(client.receive().status, 404U);
    EXPECT_EQ(client.receive().status, 200U);
}

TEST(Session, TakesARequestByteByByte) {
    test_server server;
    http_client client{server.port()};
    const std::string request = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
    for (const char byte : request) {
        client.send({&byte, 1});
    }
    EXPECT_EQ(client.receive().body, "hello");
}

TEST(Session, ShowsTheHandlerWhatWasAsked) {
    test_server server;
    http_client client{server.port()};
    const auto reply =
        client.get("/seen/one%20two/by/z%C3%BC?as_at=2026-11-22&x=%2B+", "If-Match: \"4\"\r\nIdempotency-Key: k-1\r\n");
    EXPECT_EQ(reply.body,
              "{\"path\":\"/seen/one two/by/z\xc3\xbc\",\"query\":{\"as_at\":\"2026-11-22\",\"x\":\"+ \"},"
              "\"remote\":\"127.0.0.1\",\"captures\":[\"one two\",\"z\xc3\xbc\"],\"if_match\":\"\\\"4\\\"\","
              "\"key\":\"k-1\"}");
}

TEST(Session, SendsNoBodyForHead) {
    test_server server;
    http_client client{server.port()};
    const auto reply = client.ask("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", true);
    EXPECT_EQ(reply.status, 200U);
    EXPECT_EQ(reply.header("Content-Length"), "17");
    EXPECT_EQ(client.get("/hello").body, R"({"hello":"world"})");
}

TEST(Session, Tells404From405) {
    test_server server;
    http_client client{server.port()};
    const auto absent = client.get("/nowhere");
    EXPECT_EQ(absent.status, 404U);
    EXPECT_FALSE(absent.header("Allow"));
    const auto other = client.ask("DELETE /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(other.status, 405U);
    EXPECT_EQ(other.header("Allow"), "GET, HEAD, POST");
    const auto put = client.ask("DELETE /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(put.header("Allow"), "POST, PUT");
    EXPECT_EQ(client.get("/hello").status, 200U);
}

TEST(Session, SaysProblemsAsProblemJson) {
    test_server server;
    http_client client{server.port()};
    const auto reply = client.get("/api/v1/nowhere");
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json");
    EXPECT_NE(reply.body.find(R"("type":"/problems/not-found","title":"Not there, or not yours to see","status":404)"),
              std::string::npos)
        << reply.body;
}

TEST(Session, RefusesAFormatThatIsNotThere) {
    test_server server;
    http_client client{server.port()};
    EXPECT_EQ(client.get("/hello?format=xml").status, 406U);
    EXPECT_EQ(client.get("/hello", "Accept: image/png\r\n").status, 406U);
    EXPECT_EQ(client.get("/faces?format=html").status, 406U);
    EXPECT_EQ(client.get("/hello").status, 200U);
}

TEST(Session, GivesOneViewInTwoFaces) {
    test_server server;
    http_client client{server.port()};
    EXPECT_EQ(client.get("/faces?format=json").body, R"({"items":[1,2]})");
    const auto table = client.get("/faces", "Accept: text/csv\r\n");
    EXPECT_EQ(table.body, "\"n\"\r\n\"1\"\r\n\"'=2\"\r\n");
    EXPECT_EQ(table.header("Content-Disposition"), "attachment; filename=\"numbers.csv\"");
}

TEST(Session, ShowsTheRefusalToASenderOfTooMuch) {
    test_server server;
    http_client client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n");
    client.send(std::string(4'000'000, 'x')); // all of it, before it looks at the answer
    const auto reply = client.receive();
    EXPECT_EQ(reply.status, 413U);
    EXPECT_EQ(reply.header("Connection"), "close");
}

TEST(Session, TakesChunksOnImportsOnly) {
    test_server server;
    http_client client{server.port()};
    const std::string head = "POST /import HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(client.ask(head + "5;note=1\r\nhello\r\n1\r\n!\r\n0\r\n\r\n").body, R"({"length":6})");
    std::string long_one = head;
    for (int chunk = 0; chunk < 100; ++chunk) {
        long_one += "8000\r\n" + std::string(0x8000, 'y') + "\r\n";
    }
    EXPECT_EQ(client.ask(long_one + "0\r\n\r\n").body, R"({"length":3276800})");
    EXPECT_EQ(client.ask(head + "5;" + std::string(300, 'e') + "\r\nhello\r\n0\r\n\r\n").status, 400U);
}

TEST(Session, RefusesChunksThatGrowPastTheLimit) {
    test_server server;
    http_client client{server.port()};
    client.send("POST /import HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int chunk = 0; chunk < 11; ++chunk) {
        client.send("100000\r\n" + std::string(0x100000, 'y') + "\r\n");
    }
    EXPECT_EQ(client.receive().status, 413U);
    http_client endless{server.port()};
    endless.send("POST /import HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;");
    endless.send(std::string(200'000, 'e'));
    EXPECT_EQ(endless.receive().status, 400U);
}

TEST(Session, AsksForTheBodyWhenExpected) {
    test_server server;
    http_client client{server.port()};
    const auto go_on = client.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: "
                                  "100-continue\r\n\r\n");
    EXPECT_EQ(go_on.status, 100U);
    EXPECT_EQ(client.ask("hello").body, "hello");
}

TEST(Session, SendsSecurityHeadersWithEverything) {
    test_server server;
    http_client client{server.port()};
    for (const auto* target : {"/hello", "/nowhere", "/throws", "/big"}) {
        SCOPED_TRACE(target);
        const auto reply = client.get(target);
        EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(reply.header("Referrer-Policy"), "no-referrer");
        EXPECT_EQ(reply.header("Cross-Origin-Opener-Policy"), "same-origin");
        EXPECT_EQ(reply.header("Cross-Origin-Resource-Policy"), "same-origin");
        EXPECT_EQ(reply.header("Cache-Control"), "no-store");
        EXPECT_TRUE(reply.header("Content-Security-Policy")->starts_with("default-src 'none'"));
        EXPECT_FALSE(reply.header("Strict-Transport-Security"));
        EXPECT_FALSE(reply.header("Server"));
    }
    auto door = test_door();
    door.behind_tls = true;
    test_server behind{door};
    http_client other{behind.port()};
    EXPECT_EQ(other.get("/hello").header("Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
}

TEST(Session, AnswersABrokenHandlerByAnIncidentAlone) {
    test_server server;
    http_client client{server.port()};
    const auto reply = client.get("/throws");
    EXPECT_EQ(reply.status, 500U);
    EXPECT_NE(reply.body.find("Incident "), std::string::npos);
    EXPECT_EQ(reply.body.find("9990000018"), std::string::npos);
    EXPECT_EQ(client.get("/broken-header").status, 500U);
    EXPECT_EQ(client.get("/hello").status, 200U);
}

TEST(Session, SaysNothingNewWhenTheTagIsKnown) {
    test_server server;
    http_client client{server.port()};
    EXPECT_EQ(client.get("/etag").body, "tagged");
    const auto again = client.get("/etag", "If-None-Match: \"v7\"\r\n");
    EXPECT_EQ(again.status, 304U);
    EXPECT_FALSE(again.header("Content-Length"));
    EXPECT_EQ(again.header("ETag"), "\"v7\"");
    EXPECT_EQ(client.get("/etag", "If-None-Match: \"v6\"\r\n").status, 200U);
}

TEST(Session, SendsALongBodyWholeToASlowReader) {
    test_server server;
    http_client client{server.port()};
    client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n" + get_hello);
    EXPECT_EQ(client.receive().body, std::string(8UL * 1024 * 1024, 'x'));
    EXPECT_EQ(client.receive().status, 200U);
}

} // namespace
} // namespace clockstart
