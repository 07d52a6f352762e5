#include "tests/service/program.hpp"

#include "domain/time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace clockstart::service {
namespace {

using test::clockstart;
using test::demo_folder;

const std::filesystem::path shared{SHARED_DIR};
const std::string mapping = std::string{SOURCE_DIR} + "/docs/mappings/referral-removal.toml";

// A demo folder without requests whose contracts reach back to 2019, as the lists need.
struct old_folder {
    old_folder() {
        const auto made =
            clockstart({"demo", "--data", data, "--requests", "0", "--seed", "1", "--as-at", "2024-03-31"});
        EXPECT_EQ(made.status, 0) << made.err;
    }
    test::temp_folder place;
    std::string data{(place.path() / "data").string()};
};

std::int64_t waiting_on(const std::string& data, const std::string& day) {
    const auto told = clockstart({"waits", "--data", data, "--pathway", "slt", "--as-at", day, "--format", "json"});
    EXPECT_EQ(told.status, 0) << told.err;
    const auto groups = boost::json::parse(told.out).at("groups");
    return groups.as_array().empty() ? 0 : groups.at(0).at("waiting").as_int64();
}

// Referrals and removals of a peer list.
std::vector<std::pair<std::string, std::string>> rows_of(const std::filesystem::path& file) {
    std::ifstream stream{file};
    std::vector<std::pair<std::string, std::string>> rows;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        const auto comma = line.find(',');
        auto removal = line.substr(comma + 1);
        rows.emplace_back(line.substr(0, comma), removal == "NA" ? "" : removal);
    }
    return rows;
}

class PeerList : public testing::TestWithParam<const char*> {};

TEST_P(PeerList, GivesTheFilesOwnWaitingCountsOnAnyDay) {
    const auto file = shared / "reference" / GetParam();
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "the shared reference lists are not here";
    }
    const old_folder folder;
    const auto tried =
        clockstart({"import", "requests", file.string(), "--data", folder.data, "--mapping", mapping, "--dry-run"});
    EXPECT_EQ(tried.status, 0) << tried.err.substr(0, 2000);
    EXPECT_EQ(waiting_on(folder.data, "2024-03-31"), 0);
    const auto done = clockstart({"import", "requests", file.string(), "--data", folder.data, "--mapping", mapping});
    ASSERT_EQ(done.status, 0) << done.err.substr(0, 2000);
    const auto rows = rows_of(file);
    ASSERT_GT(rows.size(), 2000U);
    for (const auto* day : {"2020-01-02", "2020-06-30", "2021-03-28", "2022-02-28", "2023-10-29", "2024-02-29",
                            "2024-03-31", "2025-01-01"}) {
        std::int64_t expected = 0;
        for (const auto& [referral, removal] : rows) {
            expected += referral <= day && (removal.empty() || removal > day) ? 1 : 0;
        }
        EXPECT_EQ(waiting_on(folder.data, day), expected) << day;
    }
    EXPECT_EQ(clockstart({"verify", "--data", folder.data}).status, 0);
}
INSTANTIATE_TEST_SUITE_P(Shared, PeerList, testing::Values("waiting_list_peer_readme.csv", "waiting_list_growing.csv"));

TEST(ImportRequests, TellsEveryFaultByLineAndStoresNothing) {
    const demo_folder demo;
    const auto file =
        demo.write("list.csv", "Referral,Removal\n2026-01-05,2026-02-31\n2026-01-06,\n2027-99-01,2026-01-01\n");
    const auto told = clockstart({"import", "requests", file, "--data", demo.data(), "--mapping", mapping});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find(file + ":2: Removal: "), std::string::npos) << told.err;
    EXPECT_NE(told.err.find(file + ":4: Referral: "), std::string::npos) << told.err;
    EXPECT_EQ(told.err.find(file + ":3: "), std::string::npos) << told.err;
    EXPECT_EQ(told.err.find("2027-99-01"), std::string::npos) << "a fault never repeats the cell";
    EXPECT_NE(told.err.find("nothing was stored"), std::string::npos) << told.err;
    EXPECT_EQ(waiting_on(demo.data(), "2026-06-30"), 0);
}

TEST(ImportRequests, NamesTheKeyOfAMappingThatIsWrong) {
    const demo_folder demo;
    const auto file = demo.write("list.csv", "Referral\n2026-01-05\n");
    const auto wrong = demo.write("wrong.toml", "colour = \"blue\"\n[columns]\nclock_started = \"Referral\"\n");
    const auto told = clockstart({"import", "requests", file, "--data", demo.data(), "--mapping", wrong});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find(wrong + ": colour: "), std::string::npos) << told.err;
    EXPECT_NE(told.err.find(wrong + ": columns.clock_started: "), std::string::npos) << told.err;
    const auto broken = demo.write("broken.toml", "[columns\n");
    EXPECT_NE(
        clockstart({"import", "requests", file, "--data", demo.data(), "--mapping", broken}).err.find(broken + ":1: "),
        std::string::npos);
}

TEST(ImportRequests, SaysSoWhenTheFileIsNotThere) {
    const demo_folder demo;
    const auto told = clockstart({"import", "requests", demo.beside("none.csv").string(), "--data", demo.data()});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find("none.csv"), std::string::npos) << told.err;
}

TEST(ImportPublished, TakesEverySharedMonthAndTellsWhatItRead) {
    if (!std::filesystem::exists(shared / "data" / "rtt")) {
        GTEST_SKIP() << "the shared published files are not here";
    }
    const demo_folder demo;
    const std::vector<std::pair<std::string, std::string>> files{
        {"rtt/rtt-incomplete-by-ccg-2015-01.csv", "4,240 added"},
        {"rtt/rtt-incomplete-by-ccg-2015-02.csv", "4,240 added"},
        {"rtt/rtt-incomplete-by-ccg-2015-03.csv", "4,240 added"},
        {"rtt/rtt-incomplete-by-ccg-2015-04.csv", "4,200 added"},
        {"chs/chs-tidy-2023-08.csv", "3,569 added"},
        {"chs/chs-tidy-2023-09.csv", "3,550 added"}};
    for (const auto& [file, added] : files) {
        const auto told = clockstart({"import", "published", (shared / "data" / file).string(), "--data", demo.data()});
        EXPECT_EQ(told.status, 0) << file << ": " << told.err;
        EXPECT_NE(told.out.find(added), std::string::npos) << told.out;
    }
    const auto again =
        clockstart({"import", "published", (shared / "data" / files.front().first).string(), "--data", demo.data()});
    EXPECT_NE(again.out.find("0 added, 0 changed, 0 removed, 4,240 unchanged"), std::string::npos) << again.out;
}

TEST(ImportPublished, TellsEveryFaultByLineAndStoresNothing) {
    const demo_folder demo;
    const std::string header =
        "period,org_type,org_code,org_name,age_group,service,total_waiting,wait_0_1_weeks,wait_1_2_weeks,"
        "wait_2_4_weeks,wait_4_12_weeks,wait_12_18_weeks,wait_18_52_weeks,wait_over_52_weeks\n";
    const auto file = demo.write("chs.csv", header + "2023-09,ICB,QH8,MSE,CYP,(CYP) Audiology,7,1,1,1,1,1,1,1\n"
                                                     "2023-09,ICB,QJG,SNEE,CYP,(CYP) Audiology,many,1,1,1,1,1,1,1\n");
    const auto told = clockstart({"import", "published", file, "--data", demo.data()});
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.err.find(file + ":3: total_waiting: "), std::string::npos) << told.err;
    const test::served_folder daemon{demo.path()};
    const auto held = daemon.get(demo.token(), "/api/v1/published?series=chs&period=2023-09");
    EXPECT_NE(held.body.find("\"items\":[]"), std::string::npos) << held.body;
}

} // namespace
} // namespace clockstart::service
