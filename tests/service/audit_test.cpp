#include "tests/service/program.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace clockstart::service {
namespace {

using test::clockstart;
using test::demo_folder;
using test::new_request;
using test::served_folder;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST(Audit, IsSignedAtTheStopAndHeldAgainstHeadsThatWereKeptElsewhere) {
    const demo_folder demo;
    const auto token = demo.token();
    const auto heads = demo.beside("heads");
    const auto config = demo.write("clockstart.toml", "[audit]\nheads_file = '" + heads.string() + "'\n");
    {
        served_folder daemon{demo.path(), {"--config", config}};
        ASSERT_EQ(daemon.post(token, "/api/v1/requests", new_request("2026-06-01")).status, 201U);
        EXPECT_EQ(daemon.stop(), 0);
    }
    const auto kept = text_of(heads);
    EXPECT_FALSE(kept.empty());
    EXPECT_NE(kept.find(text_of(demo.path() / "audit.pub").substr(7, 16)), std::string::npos) << "the id of the key";
    const auto alone = clockstart({"verify", "--data", demo.data()});
    EXPECT_EQ(alone.status, 0) << alone.err;
    EXPECT_NE(alone.out.find("only\nheads that were kept elsewhere can tell"), std::string::npos) << alone.out;
    const auto proved = clockstart({"verify", "--data", demo.data(), "--head", heads.string()});
    EXPECT_EQ(proved.status, 0) << proved.err;
    EXPECT_NE(proved.out.find("It holds every head"), std::string::npos) << proved.out;
    {
        served_folder daemon{demo.path(), {"--config", config}};
        EXPECT_EQ(clockstart({"verify", "--data", demo.data(), "--head", heads.string()}).status, 0);
        EXPECT_EQ(clockstart({"verify", "--data", demo.data(), "--head", "/no/such/heads"}).status, 1);
        EXPECT_EQ(daemon.stop(), 0);
    }
    auto forged = kept;
    forged.replace(forged.find("\"audit\":") + 8, 1, "9");
    const auto other = demo.write("forged", forged);
    EXPECT_EQ(clockstart({"verify", "--data", demo.data(), "--head", other}).status, 1);
}

} // namespace
} // namespace clockstart::service
