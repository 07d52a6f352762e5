#include "scheduler/public_address.hpp"
#include "scheduler/webhook.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <gtest/gtest.h>

namespace clockstart::scheduler {
namespace {

using namespace std::chrono_literals;
namespace ip = boost::asio::ip;

ip::address address(const std::string& text) { return ip::make_address(text); }

TEST(PublicAddress, IsNoneOfASpecialPurpose) {
    for (const auto* text : {"0.0.0.0",
                             "0.255.255.255",
                             "10.0.0.0",
                             "10.255.255.255",
                             "100.64.0.0",
                             "100.127.255.255",
                             "127.0.0.1",
                             "127.255.255.255",
                             "169.254.0.0",
                             "169.254.169.254",
                             "172.16.0.0",
                             "172.31.255.255",
                             "192.0.0.0",
                             "192.0.0.255",
                             "192.0.2.1",
                             "192.88.99.1",
                             "192.168.0.0",
                             "192.168.255.255",
                             "198.18.0.0",
                             "198.19.255.255",
                             "198.51.100.7",
                             "203.0.113.7",
                             "224.0.0.0",
                             "239.255.255.255",
                             "240.0.0.0",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::7f00:1",
                             "::8.8.8.8",
                             "::ffff:8.8.8.8",
                             "::ffff:127.0.0.1",
                             "64:ff9b::8.8.8.8",
                             "64:ff9b:1::1",
                             "100::1",
                             "2001::1",
                             "2001:2::1",
                             "2001:10::1",
                             "2001:20::1",
                             "2001:1ff::1",
                             "2001:db8::1",
                             "2002::1",
                             "2002:808:808::1",
                             "3fff::1",
                             "3fff:fff:ffff::",
                             "4000::1",
                             "5f00::1",
                             "fc00::1",
                             "fdff::1",
                             "fe80::1",
                             "febf::1",
                             "fec0::1",
                             "ff00::1",
                             "ff02::1"}) {
        EXPECT_FALSE(is_public(address(text))) << text;
    }
}

TEST(PublicAddress, IsEveryOtherUpToTheEdges) {
    for (const auto* text : {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",      "100.63.255.255",
                             "100.128.0.0",     "126.255.255.255", "128.0.0.0",     "169.253.255.255",
                             "169.255.0.0",     "172.15.255.255",  "172.32.0.0",    "191.255.255.255",
                             "192.0.1.0",       "192.0.3.0",       "192.167.0.0",   "192.169.0.0",
                             "198.17.255.1",    "198.20.0.0",      "203.0.112.255", "203.0.114.0",
                             "223.255.255.255", "2000::1",         "2001:200::1",   "2001:4860:4860::8888",
                             "2001:db7::1",     "2001:db9::1",     "2003::1",       "2606:4700::1111",
                             "3ffe::1",         "3fff:1000::1"}) {
        EXPECT_TRUE(is_public(address(text))) << text;
    }
}

// Something that listens on every address of this machine, and never answers.
class listener {
public:
    listener() : acceptor_{loop_} {
        boost::system::error_code no_v6;
        acceptor_.open(ip::tcp::v6(), no_v6);
        if (!no_v6) {
            acceptor_.set_option(ip::v6_only{false});
            acceptor_.bind({ip::address_v6::any(), 0}, no_v6);
        }
        if (no_v6) {
            acceptor_ = ip::tcp::acceptor{loop_, {ip::address_v4::any(), 0}};
        }
        acceptor_.listen();
        acceptor_.non_blocking(true);
    }
    int connections() {
        int count = 0;
        boost::system::error_code none;
        for (acceptor_.accept(none); !none; acceptor_.accept(none)) {
            ++count;
        }
        return count;
    }
    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

private:
    boost::asio::io_context loop_;
    ip::tcp::acceptor acceptor_;
};

webhook_call call(const std::string& url) {
    return {.url = url, .secret = make_webhook_secret(), .id = "msg_1", .at = {}, .body = "{}"};
}

// Hosts, each of which would lead somewhere on this machine or its network if it were believed.
const std::vector<std::string> hosts{
    // loopback as people, and as those who mean ill, write it
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "127.0.0.1.", "127.000.000.001", "0177.0.0.1",
    "0177.1", "00000177.0.0.1", "017700000001", "0x7f.0.0.1", "0x7F.1", "0x7f000001", "0X7F000001", "2130706433",
    "0x7f.0.0.0x1", "0", "0.0.0.0", "0x0", "00", "localhost", "LOCALHOST", "LocalHost", "localhost.", "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1", "%6cocalhost", "\uff11\uff12\uff17.\uff10.\uff10.\uff11",
    "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "127\u30020\u30020\u30021", "\uff4cocalhost", "[::1]",
    "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0.0.0.1]", "[::]", "[::0]",
    // IPv4 inside IPv6
    "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:1::1]",
    "[2001:0:7f00:1::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    // the network next to us
    "10.0.0.1", "012.0.0.1", "167772161", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.257", "0xc0a80001",
    "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "100.64.0.1", "100.127.255.255", "192.0.0.1",
    "198.18.0.1", "224.0.0.1", "239.255.255.250", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1",
    "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fec0::1]", "[fc00::1]", "[fd12:3456:789a::1]", "[ff02::1]",
    "[100::1]", "[2001:db8::1]", "[2001:2::1]",
    // two hosts in one
    "example.org@127.0.0.1", "127.0.0.1@example.org", "user:word@127.0.0.1", ":@127.0.0.1", "@127.0.0.1",
    "127.0.0.1\\@example.org", "127.0.0.1 @example.org", "127.0.0.1\t", "127.0.0.1\r\nHost: example.org",
    "127.0.0.1,example.org", "", " ", "[", "[::1", "::1"};

// Whole URLs that lead there in another way.
const std::vector<std::string> urls{"http://127.0.0.1:PORT/",
                                    "HTTP://localhost:PORT/",
                                    "http://[::1]:PORT/",
                                    "ftp://127.0.0.1:PORT/",
                                    "gopher://127.0.0.1:PORT/",
                                    "dict://127.0.0.1:PORT/",
                                    "file:///etc/passwd",
                                    "file://127.0.0.1/etc/passwd",
                                    "smtp://127.0.0.1:PORT/",
                                    "ldap://127.0.0.1:PORT/",
                                    "ws://127.0.0.1:PORT/",
                                    "127.0.0.1:PORT",
                                    "//127.0.0.1:PORT/",
                                    "https:127.0.0.1:PORT",
                                    "https:/127.0.0.1:PORT/",
                                    "https:///127.0.0.1:PORT/",
                                    " https://127.0.0.1:PORT/",
                                    "https ://127.0.0.1:PORT/",
                                    "https://127.0.0.1:PORT#@example.org/",
                                    "https://127.0.0.1:PORT?@example.org/",
                                    "https://127.0.0.1:99999/",
                                    "https://127.0.0.1:-1/",
                                    "unix:///tmp/socket",
                                    ""};

TEST(PublicAddress, IsAskedOfEverySpellingAndNobodyInHereIsCalled) {
    listener inside;
    std::vector<std::string> all;
    for (const auto& host : hosts) {
        all.push_back("https://" + host + ":PORT/");
    }
    all.insert(all.end(), urls.begin(), urls.end());
    ASSERT_GE(all.size(), 60U);
    const webhook_settings settings{.connect_within = 1s, .within = 1s};
    for (auto url : all) {
        if (const auto at = url.find("PORT"); at != std::string::npos) {
            url.replace(at, 4, inside.port());
        }
        const auto place = find_place(url, {});
        EXPECT_FALSE(place) << url << " leads to " << place->addresses.front();
        const auto done = post(settings, call(url));
        EXPECT_NE(done.state, delivery_state::delivered) << url;
        EXPECT_EQ(done.answer.substr(0, 8), "the URL ") << url << ": " << done.answer;
        ASSERT_EQ(inside.connections(), 0) << url;
    }
    // The control: the same listener, where the operator allows it by name, is called.
    for (const auto* host : {"127.0.0.1", "localhost", "2130706433"}) {
        post({.allowed_hosts = {"LOCALHOST", "127.0.0.1"}, .connect_within = 300ms, .within = 300ms},
             call(std::string{"https://"} + host + ":" + inside.port() + "/"));
        EXPECT_EQ(inside.connections(), 1) << host;
    }
}

// A name server that gives one answer after the other, the last for ever.
class answers {
public:
    explicit answers(std::vector<std::vector<ip::address>> in_turn) : in_turn_{std::move(in_turn)} {}
    name_resolver resolver() {
        return [this](const std::string&) { return in_turn_.at(std::min(asked_++, in_turn_.size() - 1)); };
    }
    std::size_t asked() const { return asked_; }

private:
    std::vector<std::vector<ip::address>> in_turn_;
    std::size_t asked_{0};
};

TEST(PublicAddress, IsRequiredOfEveryAddressOfAName) {
    answers names{{{address("8.8.8.8"), address("10.0.0.1")}}};
    const auto place = find_place("https://two.example.org/", {}, names.resolver());
    ASSERT_FALSE(place);
    EXPECT_EQ(place.error().code, domain::errc::invalid);
    // A name may be in order again tomorrow.
    const auto done = post({}, call("https://two.example.org/"), names.resolver());
    EXPECT_EQ(done.state, delivery_state::transient);
    EXPECT_EQ(done.answer, "the URL leads to an address that is not on the public internet");
    EXPECT_FALSE(find_place("https://mapped.example.org/", {}, answers{{{address("::ffff:10.0.0.1")}}}.resolver()));
}

TEST(PublicAddress, IsFoundOnceSoThatANameCannotLeadElsewhereAfterwards) {
    listener inside;
    // To be called at an address where nobody listens; whoever asks again is told where somebody does.
    answers names{{{address("127.77.77.77")}, {address("127.0.0.1")}}};
    const auto url = "https://rebinding.example.org:1/";
    const auto done = post({.allowed_hosts = {"rebinding.example.org"}, .connect_within = 1s, .within = 1s}, call(url),
                           names.resolver());
    EXPECT_EQ(done.stage, delivery_stage::reach) << done.answer;
    EXPECT_EQ(names.asked(), 1U);
    EXPECT_EQ(inside.connections(), 0);
    // And a name that the system knows to be this machine is called where we looked, not where the system looks.
    answers elsewhere{{{address("127.77.77.77")}}};
    boost::asio::io_context loop;
    ip::tcp::acceptor there{loop, {address("127.77.77.77"), 0}};
    ip::tcp::acceptor here{loop, {address("127.0.0.1"), there.local_endpoint().port()}};
    there.non_blocking(true);
    here.non_blocking(true);
    post({.allowed_hosts = {"localhost"}, .connect_within = 300ms, .within = 300ms},
         call("https://localhost:" + std::to_string(there.local_endpoint().port()) + "/"), elsewhere.resolver());
    boost::system::error_code none;
    there.accept(none);
    EXPECT_FALSE(none);
    here.accept(none);
    EXPECT_EQ(none, boost::asio::error::would_block);
    // Nor is an address in the URL itself called, when it is not the one that was judged.
    post({.allowed_hosts = {"127.0.0.1"}, .connect_within = 300ms, .within = 300ms},
         call("https://127.0.0.1:" + std::to_string(here.local_endpoint().port()) + "/"), elsewhere.resolver());
    here.accept(none);
    EXPECT_EQ(none, boost::asio::error::would_block);
}

TEST(PublicAddress, OfAURLThatIsInOrderIsKeptWithItsParts) {
    const std::vector<ip::address> public_ones{address("8.8.8.8"), address("2606:4700::1111")};
    const auto place = find_place("HTTPS://Hooks.Example.ORG./in?a=b#c", {}, answers{{public_ones}}.resolver());
    ASSERT_TRUE(place);
    EXPECT_EQ(place->host, "hooks.example.org");
    EXPECT_EQ(place->port, 443);
    EXPECT_EQ(place->url.substr(0, 33), "https://hooks.example.org/in?a=b#");
    EXPECT_EQ(place->addresses, public_ones);
    EXPECT_EQ(find_place("https://hooks.example.org:8443/", {}, answers{{public_ones}}.resolver())->port, 8443);
    const auto nowhere = find_place("https://hooks.example.org/", {}, answers{{{}}}.resolver());
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, domain::errc::not_found);
}

} // namespace
} // namespace clockstart::scheduler
