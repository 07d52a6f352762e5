#include "tests/service/program.hpp"

#include "db/data_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace clockstart::service {
namespace {

using test::clockstart;
using test::demo_folder;

TEST(Commands, WrongUsageIsStatusTwo) {
    EXPECT_EQ(clockstart({}).status, 2);
    EXPECT_EQ(clockstart({"fly"}).status, 2);
    EXPECT_EQ(clockstart({"serve"}).status, 2);
    EXPECT_EQ(clockstart({"verify", "--data", "x", "--loudly"}).status, 2);
    EXPECT_EQ(clockstart({"token", "add", "--data", "x", "--name", "n", "--role", "king"}).status, 2);
    const auto told = clockstart({"waits", "--data", "x", "--format", "pdf"});
    EXPECT_EQ(told.status, 2);
    EXPECT_NE(told.err.find("--format"), std::string::npos) << told.err;
}

TEST(Commands, HelpAndVersionAreDone) {
    EXPECT_EQ(clockstart({"--help"}).status, 0);
    const auto told = clockstart({"version"});
    EXPECT_EQ(told.status, 0);
    EXPECT_EQ(told.out.substr(0, 11), "clockstart ");
}

TEST(Commands, AFolderThatIsNoneIsRefusedWithTheRemedy) {
    const test::temp_folder place;
    const auto told = clockstart({"waits", "--data", place.path().string()});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("clockstart init"), std::string::npos) << told.err;
    EXPECT_TRUE(told.out.empty());
}

TEST(Commands, InitMakesAFolderOnceAndPrintsTheFirstCode) {
    const test::temp_folder place;
    const auto data = (place.path() / "data").string();
    const auto made = clockstart({"init", "--data", data});
    EXPECT_EQ(made.status, 0) << made.err;
    ASSERT_GT(made.out.size(), 45U) << made.out;
    EXPECT_EQ(made.out.at(made.out.size() - 45), '\n') << made.out; // 43 characters alone on the last line
    EXPECT_EQ(made.out.find("cs_"), std::string::npos) << made.out;
    EXPECT_EQ(clockstart({"verify", "--data", data}).status, 0);
    const auto again = clockstart({"init", "--data", data});
    EXPECT_EQ(again.status, 1);
    EXPECT_NE(again.err.find("not empty"), std::string::npos) << again.err;
}

TEST(Commands, TokenAddPrintsTheTokenAlone) {
    const demo_folder demo;
    const auto made = clockstart({"token", "add", "--data", demo.data(), "--name", "n", "--role", "therapist", "--area",
                                  "99G", "--area", "06Q", "--provider", "PV08", "--school", "999001"});
    EXPECT_EQ(made.status, 0);
    EXPECT_TRUE(made.err.empty()) << made.err;
    EXPECT_EQ(made.out.size(), 47U) << made.out;
    EXPECT_EQ(made.out.substr(0, 3), "cs_");
    EXPECT_EQ(made.out.find('\n'), 46U);
}

TEST(Commands, TokenAddNamesTheOptionThatIsWrong) {
    const demo_folder demo;
    const auto told = clockstart({"token", "add", "--data", demo.data(), "--name", "n", "--role", "therapist", "--area",
                                  "ZZZ", "--school", "12"});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("--area: "), std::string::npos) << told.err;
    EXPECT_NE(told.err.find("--school: "), std::string::npos) << told.err;
    EXPECT_TRUE(told.out.empty());
}

TEST(Commands, AFolderThatAnotherProcessHoldsIsStatusThree) {
    const demo_folder demo;
    const auto held = db::data_folder::open(demo.path());
    for (const auto& words : {std::vector<std::string>{"serve", "--data", demo.data(), "--listen", "127.0.0.1:0"},
                              {"waits", "--data", demo.data()},
                              {"verify", "--data", demo.data()}}) {
        const auto told = clockstart(words);
        EXPECT_EQ(told.status, 3) << words.front() << ": " << told.err;
        EXPECT_NE(told.err.find("in use"), std::string::npos) << told.err;
    }
}

TEST(Commands, ServeRefusesWhatItCannotDoAndNamesIt) {
    const test::temp_folder place;
    const auto data = (place.path() / "data").string();
    ASSERT_EQ(clockstart({"init", "--data", data}).status, 0);
    struct row {
        std::vector<std::string> words;
        int status;
        std::string named;
    };
    const std::vector<row> rows{{{"--trial-clock", "+42d"}, 1, "not for trials"},
                                {{"--trial-clock", "soon"}, 2, "--trial-clock"},
                                {{"--tls-cert", "a.pem", "--tls-key", "b.pem"}, 1, "a.pem"},
                                {{"--listen", "8080"}, 2, "--listen"},
                                {{"--listen", "127.0.0.1:99999"}, 2, "--listen"},
                                {{"--config", (place.path() / "none.toml").string()}, 1, "--config"}};
    for (const auto& one : rows) {
        std::vector<std::string> words{"serve", "--data", data};
        words.insert(words.end(), one.words.begin(), one.words.end());
        const auto told = clockstart(words);
        EXPECT_EQ(told.status, one.status) << one.words.front() << ": " << told.err;
        EXPECT_NE(told.err.find(one.named), std::string::npos) << told.err;
    }
}

TEST(Commands, ServeRefusesAConfigurationByKeyAndReason) {
    const demo_folder demo;
    const auto file = demo.write("clockstart.toml", "listten = \"127.0.0.1:0\"\n[limits]\nqueue = \"many\"\n");
    const auto told = clockstart({"serve", "--data", demo.data(), "--config", file});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("clockstart.toml: listten: "), std::string::npos) << told.err;
    EXPECT_NE(told.err.find("clockstart.toml: limits.queue: should be a whole number"), std::string::npos) << told.err;
}

TEST(Commands, DemoRefusesAFolderThatIsNotEmptyAndLeavesItAlone) {
    const test::temp_folder place;
    std::filesystem::create_directory(place.path() / "data");
    std::filesystem::create_directory(place.path() / "data" / "mine");
    const auto told =
        clockstart({"demo", "--data", (place.path() / "data").string(), "--requests", "10", "--seed", "1"});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("not empty"), std::string::npos) << told.err;
    EXPECT_TRUE(std::filesystem::exists(place.path() / "data" / "mine"));
}

TEST(Commands, TheSameSeedGivesTheSameAnswers) {
    const test::temp_folder place;
    std::vector<std::string> answers;
    for (const auto* name : {"one", "two"}) {
        const auto data = (place.path() / name).string();
        ASSERT_EQ(
            clockstart({"demo", "--data", data, "--requests", "400", "--seed", "9", "--as-at", "2026-06-30"}).status,
            0);
        const auto told = clockstart({"waits", "--data", data, "--pathway", "slt", "--group-by", "area", "--as-at",
                                      "2026-06-30", "--format", "json"});
        ASSERT_EQ(told.status, 0) << told.err;
        answers.push_back(told.out);
    }
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_NE(answers[0].find("\"99G\""), std::string::npos) << answers[0];
}

TEST(TokenCommand, ListsWhoHoldsOneAndEndsIt) {
    const demo_folder demo;
    const auto made = clockstart({"token", "add", "--data", demo.data(), "--name", "Night team", "--role", "therapist",
                                  "--expires-on", "2090-12-31"});
    ASSERT_EQ(made.status, 0) << made.err;
    const auto list = clockstart({"token", "list", "--data", demo.data()});
    EXPECT_NE(list.out.find("therapist         in_use    -           Night team"), std::string::npos) << list.out;
    EXPECT_EQ(list.out.find(made.out.substr(3, 20)), std::string::npos);
    const auto id = list.out.substr(0, 8);
    EXPECT_EQ(clockstart({"token", "end", "--data", demo.data(), id}).status, 0);
    EXPECT_NE(clockstart({"token", "list", "--data", demo.data()}).out.find("ended"), std::string::npos);
    EXPECT_EQ(clockstart({"token", "end", "--data", demo.data(), id}).status, 1);
    const auto past = clockstart(
        {"token", "add", "--data", demo.data(), "--name", "n", "--role", "auditor", "--expires-on", "2020-01-01"});
    EXPECT_EQ(past.status, 1);
    EXPECT_NE(past.err.find("--expires-on"), std::string::npos) << past.err;
}

} // namespace
} // namespace clockstart::service
