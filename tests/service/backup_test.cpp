#include "tests/service/program.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace clockstart::service {
namespace {

using test::clockstart;
using test::demo_folder;
using test::new_request;
using test::served_folder;

std::string waiting(const std::string& data) {
    return clockstart({"waits", "--data", data, "--pathway", "equipment", "--as-at", "2026-06-30", "--format", "json"})
        .out;
}

TEST(Backup, OfAServedFolderRestoresToTheSameAnswers) {
    const demo_folder demo;
    const auto token = demo.token();
    const auto file = demo.beside("copy.db").string();
    const auto restored = demo.beside("restored").string();
    {
        served_folder daemon{demo.path()};
        ASSERT_EQ(daemon.post(token, "/api/v1/requests", new_request("2026-06-01")).status, 201U);
        const auto told = clockstart({"backup", "--data", demo.data(), file});
        EXPECT_EQ(told.status, 0) << told.err;
        EXPECT_NE(told.out.find("vault.key"), std::string::npos) << told.out;
        EXPECT_EQ(daemon.stop(), 0);
    }
    EXPECT_FALSE(std::filesystem::exists(file + ".part"));
    EXPECT_FALSE(std::filesystem::exists(file + "-wal"));
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto told = clockstart({"restore", file, "--data", restored, "--key", (demo.path() / "vault.key").string()});
    EXPECT_EQ(told.status, 0) << told.err;
    EXPECT_EQ(waiting(restored), waiting(demo.data()));
    EXPECT_EQ(clockstart({"verify", "--data", restored}).status, 0);
}

TEST(Backup, NeverOverwritesAFile) {
    const demo_folder demo;
    const auto file = demo.write("mine.txt", "mine");
    const auto told = clockstart({"backup", "--data", demo.data(), file});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("there already"), std::string::npos) << told.err;
    EXPECT_EQ(std::filesystem::file_size(file), 4U);
}

TEST(Backup, IsRefusedWithAnotherFoldersKey) {
    const demo_folder demo;
    const demo_folder other;
    {
        served_folder daemon{demo.path()};
        ASSERT_EQ(daemon.post(demo.token(), "/api/v1/requests", new_request("2026-06-01")).status, 201U);
        EXPECT_EQ(daemon.stop(), 0);
    }
    const auto file = demo.beside("copy.db").string();
    ASSERT_EQ(clockstart({"backup", "--data", demo.data(), file}).status, 0);
    const auto restored = demo.beside("restored");
    const auto told =
        clockstart({"restore", file, "--data", restored.string(), "--key", (other.path() / "vault.key").string()});
    EXPECT_EQ(told.status, 1) << told.out;
    EXPECT_FALSE(told.err.empty());
    EXPECT_FALSE(std::filesystem::exists(restored));
}

TEST(Backup, ThatIsDamagedIsNotRestored) {
    const demo_folder demo;
    const auto file = demo.beside("copy.db");
    ASSERT_EQ(clockstart({"backup", "--data", demo.data(), file.string()}).status, 0);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    const auto restored = demo.beside("restored");
    const auto told = clockstart(
        {"restore", file.string(), "--data", restored.string(), "--key", (demo.path() / "vault.key").string()});
    EXPECT_EQ(told.status, 1) << told.out;
    EXPECT_FALSE(std::filesystem::exists(restored));
}

} // namespace
} // namespace clockstart::service
