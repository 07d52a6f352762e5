#include "tests/service/program.hpp"
#include "tests/support/certificate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>

namespace clockstart::service {
namespace {

using test::certificate;
using test::clockstart;
using test::demo_folder;
using test::served_folder;

// What a command prints, standard error included; its last line is "status N".
std::string printed(const std::string& command) {
    std::string text;
    auto* const pipe = ::popen(("(" + command + ") 2>&1 </dev/null; echo \"status $?\"").c_str(), "r");
    std::array<char, 4096> block{};
    for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
        text.append(block.data(), count);
    }
    ::pclose(pipe);
    return text;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A demo folder served with TLS, asked by curl and by openssl.
class Tls : public testing::Test {
protected:
    std::string curl(const std::string& words, const std::string& target) const {
        return printed("curl -sS --max-time 10 --cacert '" + shown_.file() + "' " + words +
                       " 'https://127.0.0.1:" + std::to_string(daemon_.port()) + target + "'");
    }
    std::string s_client(const std::string& words) const {
        return printed("timeout 10 openssl s_client -connect 127.0.0.1:" + std::to_string(daemon_.port()) + " " +
                       words);
    }

    const demo_folder demo_;
    const certificate shown_;
    served_folder daemon_{demo_.path(), {"--tls-cert", shown_.file(), "--tls-key", shown_.key()}};
};

TEST_F(Tls, AnswersWithEverythingThatGoesWithIt) {
    const auto token = demo_.token();
    const auto answer = curl("-i -H 'Authorization: Bearer " + token + "'", "/api/v1/areas");
    EXPECT_TRUE(holds(answer, "HTTP/1.1 200 OK")) << answer;
    EXPECT_TRUE(holds(answer, "Strict-Transport-Security: max-age=31536000; includeSubDomains")) << answer;
    const auto signed_in = curl("-i -d token=" + token, "/sign-in");
    EXPECT_TRUE(holds(signed_in, "Set-Cookie: __Host-clockstart_session=")) << signed_in;
    EXPECT_TRUE(holds(signed_in, "; Path=/; HttpOnly; SameSite=Strict; Secure")) << signed_in;
}

TEST_F(Tls, CarriesLargeAnswersAndManyOnOneConnection) {
    const auto size =
        printed("curl -sS --max-time 10 --cacert '" + shown_.file() + "' -w '%{num_connects}\\n' -o /dev/null" +
                " https://127.0.0.1:" + std::to_string(daemon_.port()) + "/assets/clockstart.css" +
                " -o /dev/null https://127.0.0.1:" + std::to_string(daemon_.port()) + "/api/v1/openapi.json");
    EXPECT_TRUE(holds(size, "1\n0\nstatus 0")) << size;
    EXPECT_TRUE(holds(curl("", "/api/v1/openapi.json"), "\"openapi\""));
}

TEST_F(Tls, AnAnswerThatRefusesABodyIsHeardAndTheEndIsAnnounced) {
    const auto refused =
        curl("-i -X POST -H 'Content-Type: application/json' -H 'Expect:' -d '" + std::string(60'000, 'x') + "'",
             "/api/v1/requests");
    EXPECT_TRUE(holds(refused, "HTTP/1.1 401")) << refused;
    EXPECT_TRUE(holds(refused, "status 0")) << refused; // no unexpected end of the stream
}

TEST_F(Tls, CarriesTheLiveStream) {
    const auto live =
        printed("curl -sSN --max-time 2 --cacert '" + shown_.file() + "' -H 'Authorization: Bearer " + demo_.token() +
                "' https://127.0.0.1:" + std::to_string(daemon_.port()) + "/api/v1/stream | head -n 2");
    EXPECT_TRUE(holds(live, "retry: 3000")) << live;
}

TEST_F(Tls, SpeaksNothingOlderThan12AndNoSuiteWithoutForwardSecrecy) {
    EXPECT_TRUE(holds(s_client("-tls1_3"), "New, TLSv1.3"));
    EXPECT_TRUE(holds(s_client("-tls1_2"), "New, TLSv1.2"));
    for (const auto* words :
         {"-tls1_1 -cipher ALL:@SECLEVEL=0", "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0",
          "-tls1_2 -cipher AES128-GCM-SHA256:@SECLEVEL=0"}) {
        const auto said = s_client(words);
        EXPECT_TRUE(holds(said, "Cipher is (NONE)")) << words << said;
    }
}

TEST_F(Tls, IsNotSpokenToInPlain) {
    test::http_client plain{daemon_.port()};
    EXPECT_EQ(plain.get("/healthz").status, 0U);
    EXPECT_TRUE(plain.is_closed());
    EXPECT_TRUE(holds(curl("", "/healthz"), "alive"));
}

TEST_F(Tls, AHangUpBringsTheNewCertificateAndABadOneChangesNothing) {
    const certificate next;
    const auto fingerprint = [&] {
        const auto text = printed("timeout 10 openssl s_client -connect 127.0.0.1:" + std::to_string(daemon_.port()) +
                                  " | openssl x509 -noout -fingerprint -sha256");
        const auto at = text.find("Fingerprint=");
        return at == std::string::npos ? text : text.substr(at, 108);
    };
    const auto of_file = [&](const std::string& file) {
        const auto text = printed("openssl x509 -noout -fingerprint -sha256 -in '" + file + "'");
        return text.substr(text.find("Fingerprint="), 108);
    };
    const auto first = of_file(shown_.file());
    EXPECT_EQ(fingerprint(), first);
    const auto over = std::filesystem::copy_options::overwrite_existing;
    std::filesystem::copy_file(next.key(), shown_.key(), over); // not the certificate's
    daemon_.send_signal(SIGHUP);
    EXPECT_EQ(fingerprint(), first);
    std::filesystem::copy_file(next.file(), shown_.file(), over);
    daemon_.send_signal(SIGHUP);
    std::string now;
    for (int tries = 0; tries < 100 && now != of_file(next.file()); ++tries) {
        now = fingerprint(); // each a connection, so the signal is heeded between two of them
    }
    EXPECT_EQ(now, of_file(next.file()));
    EXPECT_EQ(daemon_.stop(), 0);
}

TEST(TlsFiles, AreRefusedByName) {
    const demo_folder demo;
    const certificate one;
    const certificate other;
    const auto serve = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"serve", "--data", demo.data(), "--listen", "127.0.0.1:0"});
        return clockstart(words);
    };
    EXPECT_EQ(serve({"--tls-cert", one.file()}).status, 2);
    const auto absent = serve({"--tls-cert", demo.beside("none.pem").string(), "--tls-key", one.key()});
    EXPECT_EQ(absent.status, 1);
    EXPECT_TRUE(holds(absent.err, "none.pem cannot be used")) << absent.err;
    const auto mixed = serve({"--tls-cert", one.file(), "--tls-key", other.key()});
    EXPECT_EQ(mixed.status, 1);
    EXPECT_TRUE(holds(mixed.err, "that of the certificate")) << mixed.err;
}

TEST(PlainHttp, IsRefusedOnTheNetworkButForFoldersOfInventedChildren) {
    const demo_folder demo;
    const auto real = demo.beside("real").string();
    ASSERT_EQ(clockstart({"init", "--data", real}).status, 0);
    const auto refused = clockstart({"serve", "--data", real, "--listen", "0.0.0.0:0"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(holds(refused.err, "in the clear")) << refused.err;
    const auto settings = demo.write("proxy.toml", "[proxy]\ntrusted = [\"10.0.0.0/8\"]\n");
    served_folder behind_a_proxy{real, {"--listen", "0.0.0.0:0", "--config", settings}};
    EXPECT_EQ(behind_a_proxy.get("", "/healthz").status, 200U); // this machine itself
    EXPECT_EQ(behind_a_proxy.stop(), 0);
    served_folder invented{demo.path(), {"--listen", "0.0.0.0:0"}};
    EXPECT_EQ(invented.stop(), 0);
}

TEST(Core, IsNotWrittenWhenTheDaemonBreaks) {
    const demo_folder demo;
    const served_folder daemon{demo.path()};
    std::string limits;
    {
        auto* const file = std::fopen(("/proc/" + std::to_string(daemon.process()) + "/limits").c_str(), "r");
        ASSERT_NE(file, nullptr);
        std::array<char, 4096> text{};
        limits.assign(text.data(), std::fread(text.data(), 1, text.size(), file));
        std::fclose(file);
    }
    const auto line = limits.substr(limits.find("Max core file size"), 60);
    EXPECT_EQ(line.find_first_of("123456789u"), std::string::npos) << line;
}

} // namespace
} // namespace clockstart::service
