#include "service/edge_configuration.hpp"

#include "tests/support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace clockstart::service {
namespace {

TEST(EdgeConfiguration, TakesTheFilesOfTlsFromBesideItself) {
    const test::temp_folder place;
    for (const auto* name : {"chain.pem", "key.pem"}) {
        std::ofstream{place.path() / name} << "x";
    }
    const auto read = parse_configuration("[tls]\ncertificate = 'chain.pem'\nkey = 'key.pem'\n", place.path());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->tls->certificate, place.path() / "chain.pem");
    EXPECT_EQ(read->tls->key, place.path() / "key.pem");
    const auto half = parse_configuration("[tls]\ncertificate = 'chain.pem'\n", place.path());
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().faults.front().pointer, "tls.key");
}

TEST(EdgeConfiguration, TakesProxiesByAddressAndNetwork) {
    const auto read = parse_configuration("[proxy]\ntrusted = ['127.0.0.1', '10.1.0.0/16', '2001:db8::/32']\n");
    ASSERT_TRUE(read);
    for (const auto* inside : {"127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "2001:db8:1::1"}) {
        EXPECT_TRUE(is_in_networks(inside, read->trusted_proxies)) << inside;
    }
    for (const auto* outside : {"127.0.0.2", "10.2.0.1", "2001:db9::1", "::1", "", "10.1.2", "proxy.example"}) {
        EXPECT_FALSE(is_in_networks(outside, read->trusted_proxies)) << outside;
    }
}

TEST(EdgeConfiguration, RefusesWhatIsNoNetwork) {
    for (const auto* text : {"'proxy.example'", "'10.0.0.0/33'", "'10.0.0.0/'", "''", "'10.0.0.0/8/8'"}) {
        const auto read = parse_configuration("[proxy]\ntrusted = [" + std::string{text} + "]\n");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().faults.front().pointer, "proxy.trusted");
    }
    EXPECT_FALSE(parse_configuration("[proxy]\n"));
}

TEST(EdgeConfiguration, IsPrivateOnThisMachineBehindAProxyOrWithTls) {
    configuration settings;
    EXPECT_TRUE(is_private_edge(settings));
    settings.listen.address = "::1";
    EXPECT_TRUE(is_private_edge(settings));
    settings.listen.address = "0.0.0.0";
    EXPECT_FALSE(is_private_edge(settings));
    settings.trusted_proxies = {"10.0.0.1"};
    EXPECT_TRUE(is_private_edge(settings));
    settings.trusted_proxies.clear();
    settings.tls = tls_files{};
    EXPECT_TRUE(is_private_edge(settings));
}

} // namespace
} // namespace clockstart::service
