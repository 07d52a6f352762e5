#include "test_server.hpp"
#include "tests/support/http_client.hpp"

#include "api/gate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace clockstart {
namespace {

using test::http_client;
using test::test_server;

struct odd_request {
    const char* name;
    std::string bytes;
    unsigned status;
};

std::string get_with(const std::string& lines) { return "GET /hello HTTP/1.1\r\n" + lines + "\r\n"; }
std::string get_target(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }
std::string post_with(const std::string& lines, const std::string& body) {
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n" + body;
}
std::string many_fields(int how_many) {
    std::string lines = "Host: localhost\r\n";
    for (int field = 1; field < how_many; ++field) {
        lines += "X-" + std::to_string(field) + ": y\r\n";
    }
    return get_with(lines);
}

const std::string chunks = "5\r\nhello\r\n0\r\n\r\n";

// Every request here is odd; each must be refused with its status, and nothing after it may be read as a request.
std::vector<odd_request> corpus() {
    using namespace std::string_literals;
    return {
        {"no Host", get_with(""), 400},
        {"two Hosts", get_with("Host: localhost\r\nHost: localhost\r\n"), 400},
        {"two different Hosts", get_with("Host: localhost\r\nHost: evil.example\r\n"), 400},
        {"empty Host", get_with("Host:\r\n"), 400},
        {"a Host of others", get_with("Host: evil.example\r\n"), 400},
        {"Host with user", get_with("Host: localhost@evil.example\r\n"), 400},
        {"Host with letters for port", get_with("Host: localhost:http\r\n"), 400},
        {"Host with two ports", get_with("Host: localhost:80:80\r\n"), 400},
        {"space before colon", get_with("Host : localhost\r\n"), 400},
        {"no colon", get_with("Host: localhost\r\nnonsense\r\n"), 400},
        {"empty name", get_with("Host: localhost\r\n: x\r\n"), 400},
        {"obs-fold", get_with("Host: localhost\r\nX-A: b\r\n c\r\n"), 400},
        {"obs-fold by tab", get_with("Host: localhost\r\nX-A: b\r\n\tc\r\n"), 400},
        {"first line folded", get_with(" Host: localhost\r\n"), 400},
        {"bare CR in a value", get_with("Host: localhost\r\nX-A: b\rc\r\n"), 400},
        {"bare LF", "GET /hello HTTP/1.1\nHost: localhost\n\n", 400},
        {"bare LF once", "GET /hello HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n", 400},
        {"NUL in a value", get_with("Host: localhost\r\nX-A: b\0c\r\n"s), 400},
        {"byte over 127 in a value", get_with("Host: localhost\r\nX-A: caf\xc3\xa9\r\n"), 400},
        {"empty line first", "\r\n" + get_with("Host: localhost\r\n"), 400},
        {"only a space as request line", " \r\nHost: localhost\r\n\r\n", 400},
        {"HTTP/0.9", "GET /hello\r\n\r\n", 400},
        {"HTTP/2.0", "GET /hello HTTP/2.0\r\nHost: localhost\r\n\r\n", 505},
        {"HTTP/1.2", "GET /hello HTTP/1.2\r\nHost: localhost\r\n\r\n", 505},
        {"h2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"lower-case version", "GET /hello http/1.1\r\nHost: localhost\r\n\r\n", 505},
        {"two spaces before target", "GET  /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"space in target", get_target("/hello world"), 505},
        {"TRACE", "TRACE /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"CONNECT", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"OPTIONS", "OPTIONS /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"PATCH", "PATCH /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"unknown method", "BREW /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"lower-case method", "get /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"absolute form", get_target("http://localhost/hello"), 400},
        {"no slash", get_target("hello"), 400},
        {"fragment", get_target("/hello#part"), 400},
        {"dot-dot", get_target("/seen/../hello"), 400},
        {"dot-dot at the end", get_target("/seen/.."), 400},
        {"dot-dot in escapes", get_target("/seen/%2e%2E/hello"), 400},
        {"dot", get_target("/./hello"), 400},
        {"NUL in escapes", get_target("/hello%00"), 400},
        {"NUL in the query", get_target("/hello?a=%00"), 400},
        {"line break in escapes", get_target("/hello%0d%0aX:y"), 400},
        {"backslash", get_target("/hello\\x"), 400},
        {"backslash in escapes", get_target("/hello%5cx"), 400},
        {"slash in escapes", get_target("/seen/a%2fb/by/c"), 400},
        {"broken escape", get_target("/hello%2"), 400},
        {"escape of no digits", get_target("/hello%zz"), 400},
        {"overlong UTF-8", get_target("/hello%c0%ae"), 400},
        {"raw UTF-8 target", get_target("/h\xc3\xa9llo"), 400},
        {"parameter twice", get_target("/hello?a=1&a=2"), 400},
        {"parameter twice, once escaped", get_target("/hello?a=1&%61=2"), 400},
        {"line of over 8 KB", get_with("Host: localhost\r\nX-A: " + std::string(8200, 'a') + "\r\n"), 431},
        {"target of over 8 KB", get_target("/" + std::string(8200, 'a')), 414},
        {"header of over 16 KB",
         get_with("Host: localhost\r\nA: " + std::string(6000, 'a') + "\r\nB: " + std::string(6000, 'a') +
                  "\r\nC: " + std::string(6000, 'a') + "\r\n"),
         431},
        {"65 fields", many_fields(65), 431},
        {"chunked where no chunks are taken", post_with("Transfer-Encoding: chunked\r\n", chunks), 411},
        {"chunked in 1.0", "POST /import HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
         411},
        {"identity", post_with("Transfer-Encoding: identity\r\n", chunks), 411},
        {"xchunked", post_with("Transfer-Encoding: xchunked\r\n", chunks), 411},
        {"chunked, identity", post_with("Transfer-Encoding: chunked, identity\r\n", chunks), 411},
        {"chunked twice", post_with("Transfer-Encoding: chunked, chunked\r\n", chunks), 411},
        {"two codings", post_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunks), 400},
        {"CHUNKED", post_with("Transfer-Encoding: CHUNKED\r\n", chunks), 411},
        {"coding with length", post_with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", chunks), 400},
        {"coding on a GET", get_with("Host: localhost\r\nTransfer-Encoding: chunked\r\n") + chunks, 411},
        {"no length", post_with("", ""), 411},
        {"two lengths", post_with("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"two unlike lengths", post_with("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"), 400},
        {"list of lengths", post_with("Content-Length: 5, 5\r\n", "hello"), 400},
        {"length with sign", post_with("Content-Length: +5\r\n", "hello"), 400},
        {"negative length", post_with("Content-Length: -5\r\n", "hello"), 400},
        {"hexadecimal length", post_with("Content-Length: 0x5\r\n", "hello"), 400},
        {"length of twenty digits", post_with("Content-Length: 18446744073709551616\r\n", "hello"), 400},
        {"empty length", post_with("Content-Length:\r\n", "hello"), 400},
        {"body on a GET", get_with("Host: localhost\r\nContent-Length: 5\r\n") + "hello", 413},
        {"body over the limit", post_with("Content-Length: 65537\r\n", ""), 413},
        {"unknown expectation", post_with("Content-Length: 5\r\nExpect: tea\r\n", "hello"), 417},
        {"two idempotency keys",
         post_with("Content-Length: 5\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\n", "hello"), 400},
        {"idempotency key of 256",
         post_with("Content-Length: 5\r\nIdempotency-Key: " + std::string(256, 'k') + "\r\n", "hello"), 400},
        {"two authorizations", get_with("Host: localhost\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n"),
         400},
    };
}

TEST(Gate, RefusesEveryOddRequestOnceAndCloses) {
    test_server server;
    for (const auto& odd : corpus()) {
        SCOPED_TRACE(odd.name);
        http_client client{server.port()};
        // A second request rides behind: it must never be answered.
        client.send(odd.bytes + get_target("/hello"));
        const auto reply = client.receive();
        EXPECT_EQ(reply.status, odd.status) << reply.body;
        EXPECT_EQ(reply.header("Connection"), "close");
        EXPECT_EQ(client.receive().status, 0U);
    }
}

TEST(Gate, SmugglesNoSecondRequestInABody) {
    test_server server;
    http_client client{server.port()};
    const std::string inner = get_target("/seen/smuggled/by/body");
    const auto first = client.ask(post_with("Content-Length: " + std::to_string(inner.size()) + "\r\n", inner));
    EXPECT_EQ(first.status, 200U);
    EXPECT_EQ(first.body, inner);
    EXPECT_EQ(client.get("/hello").body, R"({"hello":"world"})");
}

TEST(Gate, LetsSoundRequestsThrough) {
    test_server server;
    const std::vector<std::string> sound{
        get_with("Host: localhost\r\n"),
        get_with("Host: LOCALHOST:8080\r\n"),
        get_with("host: 127.0.0.1:1\r\n"),
        get_with("Host: [::1]:8080\r\n"),
        get_with("Host: localhost\r\nX-A:\tb\r\nX-A: c\r\n"),
        get_target("/hello?a=1&b=%E2%82%AC&c"),
        get_target("/h%65llo"),
        many_fields(64),
    };
    for (const auto& request : sound) {
        SCOPED_TRACE(request);
        http_client client{server.port()};
        EXPECT_EQ(client.ask(request).status, 200U);
        EXPECT_EQ(client.get("/hello").status, 200U);
    }
}

TEST(Gate, FindsTheSameFaultWhenBytesComeOneByOne) {
    const api::limits at_most;
    const std::string sound = get_with("Host: localhost\r\n");
    const std::string folded = get_with("Host: localhost\r\n folded\r\n");
    for (const auto& [bytes, expected] :
         {std::pair{sound, api::head_scan::verdict::whole}, std::pair{folded, api::head_scan::verdict::refused}}) {
        api::head_scan scan{at_most};
        auto verdict = api::head_scan::verdict::more;
        for (std::size_t end = 1; end <= bytes.size() && verdict == api::head_scan::verdict::more; ++end) {
            verdict = scan.look(std::string_view{bytes}.substr(0, end));
        }
        EXPECT_EQ(verdict, expected);
    }
    api::head_scan scan{at_most};
    EXPECT_EQ(scan.look(sound + "rest"), api::head_scan::verdict::whole);
    EXPECT_EQ(scan.length(), sound.size());
}

TEST(Gate, TakesConfiguredHostsAndNoOthers) {
    const std::vector<std::string> hosts{"waits.example.nhs.uk"};
    EXPECT_TRUE(api::is_our_host("waits.example.nhs.uk", hosts));
    EXPECT_TRUE(api::is_our_host("Waits.Example.NHS.UK:8443", hosts));
    EXPECT_FALSE(api::is_our_host("localhost", hosts));
    EXPECT_FALSE(api::is_our_host("waits.example.nhs.uk.evil.example", hosts));
    EXPECT_FALSE(api::is_our_host("waits.example.nhs.uk:", hosts));
    EXPECT_FALSE(api::is_our_host("waits.example.nhs.uk:70000", hosts));
    EXPECT_FALSE(api::is_our_host("", hosts));
}

} // namespace
} // namespace clockstart
